#include "daemon/socket_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

namespace agendad::daemon {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kMode = 0660;
constexpr int kBacklog = 64;

[[noreturn]] void Throw(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

sockaddr_un AddressOf(const fs::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& text = path.native();
  if (text.size() >= sizeof address.sun_path) Throw(ENAMETOOLONG, text);
  std::copy(text.begin(), text.end(), address.sun_path);
  return address;
}

FileDescriptor OpenSocket() {
  FileDescriptor socket(
      ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.IsValid()) Throw(errno, "cannot open a socket");
  return socket;
}

FileDescriptor LockFolder(const fs::path& folder) {
  FileDescriptor descriptor(
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.IsValid()) Throw(errno, folder.string());
  if (::flock(descriptor.Get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) Throw(errno, folder.string());
    throw std::runtime_error("another daemon is about to listen there");
  }
  return descriptor;
}

void MakeRoom(const fs::path& path) {
  struct stat status;
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return;
    Throw(errno, path.string());
  }
  if (!S_ISSOCK(status.st_mode)) {
    throw std::runtime_error("what is there is not a socket");
  }
  if (IsAnswered(path)) {
    throw std::runtime_error("another daemon listens there");
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
    Throw(errno, "cannot remove the one that was left behind");
  }
}

}  // namespace

bool IsAnswered(const fs::path& path) {
  const sockaddr_un address = AddressOf(path);
  const FileDescriptor socket = OpenSocket();
  if (::connect(socket.Get(), reinterpret_cast<const sockaddr*>(&address),
                sizeof address) == 0) {
    return true;
  }
  // Busy, but alive: its queue is full.
  if (errno == EAGAIN) return true;
  if (errno == ECONNREFUSED || errno == ENOENT) return false;
  Throw(errno, "cannot tell whether a daemon listens there");
}

SocketFile::SocketFile(fs::path path, std::string_view role)
    : path_(std::move(path)) {
  try {
    Bind();
  } catch (const std::exception&) {
    Remove();
    std::throw_with_nested(std::runtime_error(
        "cannot have the " + std::string(role) + " " + path_.string()));
  }
}

SocketFile::~SocketFile() { Remove(); }

void SocketFile::Bind() {
  const sockaddr_un address = AddressOf(path_);
  const FileDescriptor lock = LockFolder(path_.parent_path());
  MakeRoom(path_);
  socket_ = OpenSocket();
  // bind(2) gives the file the mode of the socket, less the process's umask,
  // which is what chmod(2) is for.
  if (::fchmod(socket_.Get(), kMode) != 0 ||
      ::bind(socket_.Get(), reinterpret_cast<const sockaddr*>(&address),
             sizeof address) != 0) {
    Throw(errno, "bind");
  }
  struct stat status;
  if (::lstat(path_.c_str(), &status) != 0) Throw(errno, "lstat");
  device_ = status.st_dev;
  inode_ = status.st_ino;
  if (::chmod(path_.c_str(), kMode) != 0) Throw(errno, "chmod");
  if (::listen(socket_.Get(), kBacklog) != 0) Throw(errno, "listen");
}

void SocketFile::Remove() {
  struct stat status;
  if (inode_ != 0 && ::lstat(path_.c_str(), &status) == 0 &&
      status.st_dev == device_ && status.st_ino == inode_) {
    ::unlink(path_.c_str());
  }
  inode_ = 0;
}

}  // namespace agendad::daemon
