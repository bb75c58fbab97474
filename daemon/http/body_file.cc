#include "daemon/http/body_file.h"

#include <sys/mman.h>
#include <sys/sendfile.h>

#include <algorithm>
#include <utility>

#include "daemon/http/httplib_adapter.h"
#include "daemon/http/restarted_call.h"

namespace agendad::daemon::http {
namespace {

bool IsWorthIt(const Reply& reply) {
  return reply.feed != nullptr && reply.status == 200 && !reply.body.empty() &&
         reply.coding == feeds::ContentCoding::kIdentity &&
         reply.body_octets >= BodyFiles::kFewestOctets &&
         reply.body_octets <= BodyFiles::kMostOctets;
}

}  // namespace

BodyFile::BodyFile(FileDescriptor file, std::size_t octets)
    : file_(std::move(file)), octets_(octets) {}

std::shared_ptr<const BodyFile> BodyFile::Of(
    std::span<const std::string_view> pieces) {
  FileDescriptor file(::memfd_create("agendad-feed", MFD_CLOEXEC));
  if (!file.IsValid()) return nullptr;
  std::string text;
  for (const std::string_view piece : pieces) text += piece;
  if (!WriteAll(file.Get(), text)) return nullptr;
  return std::shared_ptr<const BodyFile>(
      new BodyFile(std::move(file), text.size()));
}

std::size_t BodyFile::SendSome(int socket, std::size_t sent,
                               boost::system::error_code& failure) const {
  off_t from = static_cast<off_t>(sent);
  return Restarted(
      [&] { return ::sendfile(socket, file_.Get(), &from, octets_ - sent); },
      failure);
}

std::shared_ptr<const BodyFile> BodyFiles::For(const Reply& reply) {
  if (!IsWorthIt(reply)) return nullptr;
  const std::string& etag =
      reply.feed->representations[static_cast<std::size_t>(reply.coding)].etag;
  const std::lock_guard lock(mutex_);
  const auto entry =
      std::find_if(entries_.begin(), entries_.end(),
                   [&etag](const Entry& one) { return one.etag == etag; });
  if (entry == entries_.end()) {
    entries_.push_front({etag, nullptr});
    if (entries_.size() > kMostFeeds) entries_.pop_back();
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  if (entry->file == nullptr && MakeRoom(reply.body_octets)) {
    entry->file = BodyFile::Of(reply.body);
    if (entry->file != nullptr) made_.push_back(entry->file);
  }
  return entry->file;
}

// For one more, which is the first entry's. Those that were asked for least
// lately go; what clients still receive stays, and may leave no room.
bool BodyFiles::MakeRoom(std::size_t octets) {
  const auto fits = [&] {
    std::erase_if(made_, [](const auto& file) { return file.expired(); });
    std::size_t all = octets;
    for (const auto& weak : made_) {
      if (const auto file = weak.lock()) all += file->Octets();
    }
    return made_.size() < kMostFeeds && all <= kMostOctets;
  };
  while (!fits()) {
    if (entries_.size() == 1) return false;
    entries_.pop_back();
  }
  return true;
}

}  // namespace agendad::daemon::http
