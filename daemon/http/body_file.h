// A feed's text where the kernel can send it from without copying it for each
// client, as it does with files (sendfile(2)). Worth it for what has no content
// coding: that is large, and copying is then most of what an answer costs.
#ifndef AGENDAD_DAEMON_HTTP_BODY_FILE_H_
#define AGENDAD_DAEMON_HTTP_BODY_FILE_H_

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/file_descriptor.h"

namespace agendad::daemon::http {

struct Reply;

// Has no name in any folder (memfd_create(2)), and never changes. Any thread.
class BodyFile {
 public:
  // Null if the system has no descriptor or no memory for it.
  static std::shared_ptr<const BodyFile> Of(
      std::span<const std::string_view> pieces);

  std::size_t Octets() const { return octets_; }

  // How many octets the stream socket took of those after the first `sent`, of
  // which there are some; 0 with `failure` set (would_block, if it is
  // non-blocking and takes none now). SIGPIPE is to be blocked.
  std::size_t SendSome(int socket, std::size_t sent,
                       boost::system::error_code& failure) const;

 private:
  BodyFile(FileDescriptor file, std::size_t octets);

  FileDescriptor file_;
  std::size_t octets_;
};

// Those of the feeds that are asked for again and again: bounded in number and
// in octets, together with those that are only still on their way to a client,
// so that clients take no descriptors beside their own. Any thread.
class BodyFiles {
 public:
  static constexpr std::size_t kMostFeeds = 32;
  static constexpr std::size_t kFewestOctets = 32 * 1024;
  static constexpr std::size_t kMostOctets = 16 * 1024 * 1024;

  // The body of `reply`; null if it is none of a feed without a coding, or too
  // small, or too large, or asked for so seldom that a copy is cheaper.
  std::shared_ptr<const BodyFile> For(const Reply& reply);

 private:
  struct Entry {
    std::string etag;                      // of equal texts it is equal
    std::shared_ptr<const BodyFile> file;  // null: asked for once
  };

  bool MakeRoom(std::size_t octets);

  std::mutex mutex_;
  std::list<Entry> entries_;  // the one asked for last comes first
  std::vector<std::weak_ptr<const BodyFile>> made_;  // all that there may be
};

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_BODY_FILE_H_
