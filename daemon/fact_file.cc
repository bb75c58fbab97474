#include "daemon/fact_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace agendad::daemon {
namespace {

[[noreturn]] void Fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

class File {
 public:
  explicit File(const std::filesystem::path& path)
      : path_(path.string()),
        descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0664)) {
    if (!descriptor_.IsValid()) Fail("cannot write " + path_);
  }

  off_t Size() const {
    struct stat status;
    if (::fstat(descriptor_.Get(), &status) != 0) Fail("cannot read " + path_);
    return status.st_size;
  }

  char At(off_t place) const {
    char c = 0;
    if (::pread(descriptor_.Get(), &c, 1, place) != 1)
      Fail("cannot read " + path_);
    return c;
  }

  // Takes away what was written behind `size`, as far as that can be done.
  void Cut(off_t size) const {
    while (::ftruncate(descriptor_.Get(), size) != 0 && errno == EINTR) {
    }
  }

  void Write(std::string_view text, off_t place) const {
    while (!text.empty()) {
      const ssize_t written =
          ::pwrite(descriptor_.Get(), text.data(), text.size(), place);
      if (written < 0) {
        if (errno == EINTR) continue;
        Fail("cannot write " + path_);
      }
      text.remove_prefix(static_cast<std::size_t>(written));
      place += written;
    }
    if (::fsync(descriptor_.Get()) != 0) Fail("cannot write " + path_);
  }

 private:
  const std::string path_;
  const FileDescriptor descriptor_;
};

// A file that is new is there only once its folder is on the disk.
void SyncFolderOf(const std::filesystem::path& file) {
  const FileDescriptor folder(
      ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.IsValid()) ::fsync(folder.Get());
}

}  // namespace

FactLock::FactLock(const std::filesystem::path& folder) {
  std::filesystem::create_directory(folder);
  folder_ = FileDescriptor(
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder_.IsValid()) Fail("cannot open " + folder.string());
  while (::flock(folder_.Get(), LOCK_EX) != 0) {
    if (errno != EINTR) Fail("cannot lock " + folder.string());
  }
}

void AppendFact(const std::filesystem::path& file, std::string_view line) {
  const File opened(file);
  const off_t size = opened.Size();
  const bool is_open_ended = size > 0 && opened.At(size - 1) != '\n';
  std::string comment(is_open_ended ? "\n" : "");
  const off_t mark = size + static_cast<off_t>(comment.size());
  comment += line;
  comment[static_cast<std::size_t>(mark - size)] = '#';
  try {
    opened.Write(comment, size);
  } catch (...) {
    // Half a line may end within a character, and nobody could read the file.
    opened.Cut(size);
    throw;
  }
  if (size == 0) SyncFolderOf(file);
  opened.Write(line.substr(0, 1), mark);
}

std::string WithFact(std::string_view text, std::string_view line) {
  std::string whole(text);
  if (!whole.empty() && whole.back() != '\n') whole += '\n';
  return whole.append(line);
}

}  // namespace agendad::daemon
