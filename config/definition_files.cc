#include "config/definition_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include "config/yaml_reader.h"

namespace agendad::config {
namespace {

namespace fs = std::filesystem;

// File times move in steps: milliseconds on local disks, two seconds on FAT.
constexpr std::chrono::seconds kSettling(2);

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

DefinitionFiles::FileTime TimeOf(const timespec& time) {
  return DefinitionFiles::FileTime(std::chrono::seconds(time.tv_sec) +
                                   std::chrono::nanoseconds(time.tv_nsec));
}

Fault CannotRead(int error) {
  return {"the file cannot be read: " +
              std::error_code(error, std::generic_category()).message(),
          "a file that agendad may read"};
}

Fault NotRegular() { return {"not a regular file", "a file with text"}; }

// The text of a file that is regular and that stat(2) found. At most one octet
// more than a file may have is read, so that the parser can tell that it is too
// large. `status` becomes that of the moment before the first octet was read.
std::variant<std::string, Fault> ReadText(const std::string& path,
                                          struct stat& status) {
  const FileDescriptor descriptor(
      ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (descriptor.number() < 0) return CannotRead(errno);
  if (::fstat(descriptor.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return NotRegular();
  }
  std::string text(
      std::min(static_cast<std::size_t>(status.st_size), kLargestFile) + 1,
      '\0');
  std::size_t length = 0;
  while (length < text.size()) {
    const ssize_t count =
        ::read(descriptor.number(), text.data() + length, text.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return CannotRead(errno);
    if (count == 0) break;
    length += static_cast<std::size_t>(count);
    // The file grew while it was read.
    if (length == text.size() && length <= kLargestFile) {
      text.resize(kLargestFile + 1);
    }
  }
  text.resize(length);
  if (text.capacity() > 2 * length) text.shrink_to_fit();
  return text;
}

std::string CannotReadFolder(const std::error_code& error) {
  return "the folder cannot be read: " + error.message();
}

}  // namespace

bool IsDefinitionFile(std::string_view name) {
  return !name.starts_with('.') &&
         (name.ends_with(".yaml") || name.ends_with(".yml"));
}

// One reading of the whole directory: takes what is known already from the one
// before, and leaves what it read for the next.
class DefinitionFiles::Reading {
 public:
  Reading(fs::path directory, FileTime now,
          std::unordered_map<std::string, Known> before)
      : directory_(std::move(directory)),
        now_(now),
        before_(std::move(before)) {}

  DefinitionSources Read() {
    DefinitionSources sources;
    std::error_code error;
    const fs::file_status status = fs::status(directory_, error);
    if (!fs::is_directory(status)) {
      sources.folder =
          SourceFile(directory_.string(),
                     Fault{fs::status_known(status) ? "no such folder"
                                                    : CannotReadFolder(error),
                           "a folder with a directory.yaml"});
      return sources;
    }
    sources.settings = ReadFile(std::string(kDefinitionFileNames[0]));
    sources.directory = ReadFile(std::string(kDefinitionFileNames[1]));
    sources.non_working_days = ReadFile(std::string(kDefinitionFileNames[2]));
    sources.programs = ReadFolder(kProgramsFolder, "a folder with programs");
    sources.facts = ReadFolder(kFactsFolder, "a folder with facts");
    sources.is_unfinished = is_unfinished_;
    return sources;
  }

  std::unordered_map<std::string, Known> TakeKnown() {
    return std::move(known_);
  }

 private:
  // Absent if nothing has this name, not even a broken link.
  std::optional<SourceFile> ReadFile(const std::string& name) {
    const std::string path = folder_ + name;
    struct stat status;
    // Before opening: to open a device may do something, and a FIFO may wait.
    if (::stat(path.c_str(), &status) != 0) {
      const int error = errno;
      if (::lstat(path.c_str(), &status) != 0 && errno == ENOENT) {
        return std::nullopt;
      }
      return SourceFile(name, CannotRead(error));
    }
    if (!S_ISREG(status.st_mode)) return SourceFile(name, NotRegular());
    const auto before = before_.find(name);
    const Known* const known =
        before != before_.end() ? &before->second : nullptr;
    if (known && known->settled && known->signature == SignatureOf(status)) {
      SourceFile file(name, known->text);
      known_.insert(before_.extract(before));
      return file;
    }
    auto read = ReadText(path, status);
    if (auto* const fault = std::get_if<Fault>(&read)) {
      return SourceFile(name, std::move(*fault));
    }
    auto& text = std::get<std::string>(read);
    const Signature signature = SignatureOf(status);
    const bool settled =
        std::max(signature.modified, signature.changed) + kSettling < now_;
    if (known && text.empty() && !known->text->empty() && !settled) {
      is_unfinished_ = true;
      // What it said before stays known until it has said something else.
      known_.insert(before_.extract(before));
      return SourceFile(name, std::move(text));
    }
    return Keep(name,
                {signature, settled,
                 known && *known->text == text ? known->text
                                               : ShareText(std::move(text))});
  }

  SourceFile Keep(const std::string& name, Known known) {
    SourceFile file(name, known.text);
    known_.insert_or_assign(name, std::move(known));
    return file;
  }

  static Signature SignatureOf(const struct stat& status) {
    return {status.st_dev, status.st_ino, status.st_size,
            TimeOf(status.st_mtim), TimeOf(status.st_ctim)};
  }

  std::vector<SourceFile> ReadFolder(std::string_view folder_name,
                                     std::string expected) {
    const std::string folder(folder_name);
    std::error_code error;
    std::vector<std::string> names;
    fs::directory_iterator entry(directory_ / folder, error);
    for (; !error && entry != fs::directory_iterator();
         entry.increment(error)) {
      std::string name = entry->path().filename().string();
      if (IsDefinitionFile(name)) names.push_back(std::move(name));
    }
    if (error == std::errc::no_such_file_or_directory) return {};
    if (error) {
      return {SourceFile(folder,
                         Fault{CannotReadFolder(error), std::move(expected)})};
    }
    std::sort(names.begin(), names.end());
    std::vector<SourceFile> files;
    files.reserve(names.size());
    known_.reserve(before_.size());
    for (const std::string& name : names) {
      // One that was removed meanwhile is not there.
      auto file = ReadFile(folder + "/" + name);
      if (file) files.push_back(std::move(*file));
    }
    return files;
  }

  const fs::path directory_;
  const std::string folder_ = directory_ / "";
  const FileTime now_;
  std::unordered_map<std::string, Known> before_;
  std::unordered_map<std::string, Known> known_;
  bool is_unfinished_ = false;
};

DefinitionFiles::DefinitionFiles(std::string directory)
    : directory_(std::move(directory)) {}

DefinitionSources DefinitionFiles::Read(FileTime now) {
  Reading reading(directory_, now, std::move(known_));
  DefinitionSources sources = reading.Read();
  known_ = reading.TakeKnown();
  return sources;
}

DefinitionSources ReadDefinitionFiles(const std::string& directory) {
  return DefinitionFiles(directory).Read({});
}

ParseResult LoadDefinition(const std::string& directory) {
  return ParseDefinition(ReadDefinitionFiles(directory));
}

}  // namespace agendad::config
