// A listening Unix socket and its place in the file system (unix(7)). Any
// thread, one at a time.
#ifndef AGENDAD_DAEMON_SOCKET_FILE_H_
#define AGENDAD_DAEMON_SOCKET_FILE_H_

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/file_descriptor.h"

namespace agendad::daemon {

class SocketFile {
 public:
  // With mode 0660 from its first moment. A socket at which nobody listens any
  // more is replaced; two who try at the same time do not take it from each
  // other, because each locks the folder meanwhile. Throws std::runtime_error
  // if somebody listens there, if something else is there, or if it cannot be
  // had; they call it "the `role` PATH".
  SocketFile(std::filesystem::path path, std::string_view role);
  // As Remove().
  ~SocketFile();
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;

  // Non-blocking and listening; the caller owns it from now on.
  int ReleaseDescriptor() { return socket_.Release(); }

  // Takes the name away, unless it is another file's by now.
  void Remove();

 private:
  void Bind();

  const std::filesystem::path path_;
  FileDescriptor socket_;
  dev_t device_ = 0;
  ino_t inode_ = 0;  // 0: there is nothing to be removed
};

// Whether a process listens at `path`. False if there is nothing; throws
// std::system_error if that cannot be told.
bool IsAnswered(const std::filesystem::path& path);

}  // namespace agendad::daemon

#endif  // AGENDAD_DAEMON_SOCKET_FILE_H_
