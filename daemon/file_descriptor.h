// The owner of one file descriptor. Movable; any thread, one at a time.
#ifndef AGENDAD_DAEMON_FILE_DESCRIPTOR_H_
#define AGENDAD_DAEMON_FILE_DESCRIPTOR_H_

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <string_view>
#include <utility>

namespace agendad::daemon {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor() {
    if (number_ >= 0) ::close(number_);
  }
  FileDescriptor(FileDescriptor&& other) noexcept : number_(other.Release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  bool IsValid() const { return number_ >= 0; }
  int Get() const { return number_; }

  // The caller owns it from now on.
  int Release() { return std::exchange(number_, -1); }

 private:
  int number_ = -1;
};

// However many calls it takes. False if it fails, with the reason in errno.
inline bool WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_FILE_DESCRIPTOR_H_
