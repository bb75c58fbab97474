// The bytes of a finished event. An item that is due in ten months has ten
// events which hardly differ: they have in common what is the same, as among a
// thousand programs that is most of the memory. Immutable; any thread.
#ifndef AGENDAD_FEEDS_EVENT_BYTES_H_
#define AGENDAD_FEEDS_EVENT_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "feeds/pieces.h"

namespace agendad::feeds {

class EventBytes {
 public:
  EventBytes() = default;
  EventBytes(std::string whole)  // NOLINT(google-explicit-constructor)
      : own_(std::move(whole)) {}

  // The same as EventBytes(whole), but with what `like` has, too: from the
  // SUMMARY to the first difference, and the end. `like` may be null, and is
  // not looked into if it has bytes of others itself.
  EventBytes(std::string whole, std::shared_ptr<const EventBytes> like);

  std::size_t Octets() const { return own_.size() + middle_ + end_; }

  // The first octets, none of which are another's: at least all lines before
  // the SUMMARY.
  std::string_view Beginning() const;

  // Views into this object and the one that it is like.
  void AddTo(Pieces& pieces) const;
  std::string Joined() const;

 private:
  // own_ up to split_, middle_ octets of like_ from from_ on, the rest of own_,
  // the last end_ octets of like_.
  std::string own_;
  std::shared_ptr<const EventBytes> like_;
  std::uint32_t split_ = 0;
  std::uint32_t from_ = 0;
  std::uint32_t middle_ = 0;
  std::uint32_t end_ = 0;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_EVENT_BYTES_H_
