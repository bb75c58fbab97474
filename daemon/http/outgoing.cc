#include "daemon/http/outgoing.h"

#include <span>
#include <utility>

#include "daemon/http/httplib_adapter.h"

namespace agendad::daemon::http {
namespace {

namespace asio = boost::asio;
using Parts = std::span<asio::const_buffer>;

// What is left of `parts` after `octets` of them, which end within one that is
// cut, or before one that is not empty.
Parts After(std::size_t octets, Parts parts) {
  while (!parts.empty() && octets >= parts.front().size()) {
    octets -= parts.front().size();
    parts = parts.subspan(1);
  }
  if (!parts.empty()) parts.front() += octets;
  return parts;
}

// All parts, then the rest of `file`, if there is one. Returns what is left of
// the parts.
Parts SendSome(Stream& stream, Parts parts, const BodyFile* file,
               std::size_t& sent_of_file, Stream::ErrorCode& failure) {
  failure.clear();
  while (!parts.empty() && !failure) {
    parts = After(stream.WriteSome(parts, file != nullptr, failure), parts);
  }
  while (file != nullptr && sent_of_file < file->Octets() && !failure) {
    sent_of_file += stream.SendSome(*file, sent_of_file, failure);
  }
  return parts;
}

}  // namespace

bool Outgoing::Start(const Reply& reply, Stream& stream, BodyFiles& files,
                     Parts& parts, Stream::ErrorCode& failure) {
  // TLS encrypts in memory.
  auto file = stream.IsEncrypted() ? nullptr : files.For(reply);
  parts.assign(1, asio::buffer(reply.head));
  if (file == nullptr) {
    for (const auto piece : reply.body) parts.push_back(asio::buffer(piece));
  }
  std::size_t sent_of_file = 0;
  const auto rest = SendSome(stream, parts, file.get(), sent_of_file, failure);
  if (!failure) return true;
  parts_.assign(rest.begin(), rest.end());
  sent_ = 0;
  if (rest.size() == parts.size()) {
    const auto& head = rest.front();
    head_.assign(static_cast<const char*>(head.data()), head.size());
    parts_.front() = asio::buffer(head_);
  }
  owner_ = reply.owner;
  file_ = std::move(file);
  sent_of_file_ = sent_of_file;
  return false;
}

std::size_t Outgoing::Left() const {
  std::size_t left = file_ == nullptr ? 0 : file_->Octets() - sent_of_file_;
  for (const auto& part : std::span(parts_).subspan(sent_)) left += part.size();
  return left;
}

bool Outgoing::Continue(Stream& stream, Stream::ErrorCode& failure) {
  const auto rest = SendSome(stream, std::span(parts_).subspan(sent_),
                             file_.get(), sent_of_file_, failure);
  sent_ = parts_.size() - rest.size();
  if (failure) return false;
  *this = {};
  return true;
}

}  // namespace agendad::daemon::http
