#include "config/definition_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "config/yaml_reader.h"

namespace agendad::config {
namespace {

namespace fs = std::filesystem;

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  const int number_;
};

Fault CannotRead(int error) {
  return {"the file cannot be read: " +
              std::error_code(error, std::generic_category()).message(),
          "a file that agendad may read"};
}

const Fault& NotRegular() {
  static const Fault fault = {"not a regular file", "a file with text"};
  return fault;
}

// Sets the file's text or its problem. At most one octet more than a file may
// have is read, so that the parser can tell that it is too large.
void ReadText(const fs::path& path, SourceFile& file) {
  struct stat status;
  // Before opening: to open a device may do something, and a FIFO may wait.
  if (::stat(path.c_str(), &status) != 0) {
    file.problem = CannotRead(errno);
    return;
  }
  if (!S_ISREG(status.st_mode)) {
    file.problem = NotRegular();
    return;
  }
  const FileDescriptor descriptor(
      ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (descriptor.number() < 0) {
    file.problem = CannotRead(errno);
    return;
  }
  if (::fstat(descriptor.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    file.problem = NotRegular();
    return;
  }
  std::string& text = file.text;
  text.resize(std::min(static_cast<std::size_t>(status.st_size), kLargestFile) +
              1);
  std::size_t length = 0;
  while (length < text.size()) {
    const ssize_t count =
        ::read(descriptor.number(), text.data() + length, text.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      file.problem = CannotRead(errno);
      text.clear();
      return;
    }
    if (count == 0) break;
    length += static_cast<std::size_t>(count);
    // The file grew while it was read.
    if (length == text.size() && length <= kLargestFile) {
      text.resize(kLargestFile + 1);
    }
  }
  text.resize(length);
}

// Absent if nothing has this name, not even a broken link.
std::optional<SourceFile> ReadFile(const fs::path& directory,
                                   const std::string& name) {
  struct stat status;
  const fs::path path = directory / name;
  if (::lstat(path.c_str(), &status) != 0 && errno == ENOENT) {
    return std::nullopt;
  }
  SourceFile file{name, ""};
  ReadText(path, file);
  return file;
}

std::string CannotReadFolder(const std::error_code& error) {
  return "the folder cannot be read: " + error.message();
}

bool IsProgramFile(const std::string& name) {
  return !name.starts_with('.') &&
         (name.ends_with(".yaml") || name.ends_with(".yml"));
}

std::vector<SourceFile> ReadPrograms(const fs::path& directory) {
  const std::string folder = "programs";
  std::error_code error;
  std::vector<std::string> names;
  fs::directory_iterator entry(directory / folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (IsProgramFile(name)) names.push_back(std::move(name));
  }
  if (error == std::errc::no_such_file_or_directory) return {};
  if (error) {
    return {SourceFile{
        folder, "", Fault{CannotReadFolder(error), "a folder with programs"}}};
  }
  std::sort(names.begin(), names.end());
  std::vector<SourceFile> programs;
  for (const std::string& name : names) {
    // One that was removed meanwhile is not there.
    auto file = ReadFile(directory, folder + "/" + name);
    if (file) programs.push_back(std::move(*file));
  }
  return programs;
}

}  // namespace

ParseResult LoadDefinition(const std::string& directory) {
  std::error_code error;
  const fs::file_status status = fs::status(directory, error);
  if (!fs::is_directory(status)) {
    ParseResult result;
    result.definition.files = {directory};
    result.diagnostics.Error(
        {},
        fs::status_known(status) ? "no such folder" : CannotReadFolder(error),
        "a folder with a directory.yaml");
    return result;
  }
  return ParseDefinition({ReadFile(directory, "agendad.yaml"),
                          ReadFile(directory, "directory.yaml"),
                          ReadFile(directory, "non-working-days.yaml"),
                          ReadPrograms(directory)});
}

}  // namespace agendad::config
