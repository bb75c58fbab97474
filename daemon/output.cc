#include "daemon/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "daemon/file_descriptor.h"

namespace agendad::daemon {
namespace {

[[noreturn]] void FailWith(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// A file that is removed unless it was given its final name.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::filesystem::path& beside)
      : path_(beside.string() + ".XXXXXX"),
        descriptor_(::mkostemp(path_.data(), O_CLOEXEC)) {
    if (descriptor_ < 0)
      FailWith("cannot create a file beside " + beside.string());
  }
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void Write(std::string_view text) {
    constexpr mode_t kReadableByAll = 0644;
    if (!WriteAll(descriptor_, text) ||
        ::fchmod(descriptor_, kReadableByAll) != 0 ||
        ::fsync(descriptor_) != 0) {
      FailWith("cannot write " + path_);
    }
  }

  void MoveTo(const std::filesystem::path& path) {
    if (::rename(path_.c_str(), path.c_str()) != 0) {
      FailWith("cannot replace " + path.string());
    }
    path_.clear();
  }

  // Unlike rename(2), link(2) replaces nothing.
  void MoveToNew(const std::filesystem::path& path) {
    if (::link(path_.c_str(), path.c_str()) != 0) {
      FailWith("cannot create " + path.string());
    }
  }

 private:
  std::string path_;
  int descriptor_;
};

}  // namespace

void WriteToStandardOutput(std::string_view text) {
  if (!WriteAll(STDOUT_FILENO, text))
    FailWith("cannot write to standard output");
}

void WriteToStandardError(std::string_view text) {
  if (!WriteAll(STDERR_FILENO, text)) return;
}

void ReplaceFile(const std::filesystem::path& path, std::string_view text) {
  TemporaryFile file(path);
  file.Write(text);
  file.MoveTo(path);
}

void CreateFile(const std::filesystem::path& path, std::string_view text) {
  TemporaryFile file(path);
  file.Write(text);
  file.MoveToNew(path);
}

}  // namespace agendad::daemon
