// A folder that goes with the test. Any thread.
#ifndef AGENDAD_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_
#define AGENDAD_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_

#include <filesystem>
#include <string>
#include <string_view>

namespace agendad::test {

class TemporaryDirectory {
 public:
  // Throws std::system_error.
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& Path() const { return path_; }

  // Writes a file below the folder, with the folders on its way.
  void Write(const std::string& name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

// The whole of a file; throws std::runtime_error if it cannot be read.
std::string ReadWhole(const std::filesystem::path& path);

}  // namespace agendad::test

#endif  // AGENDAD_TESTS_SUPPORT_TEMPORARY_DIRECTORY_H_
