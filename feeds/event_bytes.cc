#include "feeds/event_bytes.h"

#include <algorithm>
#include <utility>

namespace agendad::feeds {
namespace {

constexpr std::string_view kSummary = "\r\nSUMMARY:";

// Less is not worth a reference.
constexpr std::size_t kLeast = 200;

std::size_t CommonPrefix(std::string_view a, std::string_view b) {
  const auto differs = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(differs.first - a.begin());
}

std::size_t CommonSuffix(std::string_view a, std::string_view b) {
  const auto differs =
      std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  return static_cast<std::size_t>(differs.first - a.rbegin());
}

}  // namespace

EventBytes::EventBytes(std::string whole,
                       std::shared_ptr<const EventBytes> like)
    : own_(std::move(whole)) {
  if (!like || like->like_) return;
  const std::string_view mine = own_;
  const std::string_view other = like->own_;
  const std::size_t split = mine.find(kSummary);
  const std::size_t from = other.find(kSummary);
  if (split == std::string_view::npos || from == std::string_view::npos) return;
  const std::size_t middle =
      CommonPrefix(mine.substr(split), other.substr(from));
  const std::string_view rest = mine.substr(split + middle);
  const std::size_t end = CommonSuffix(rest, other.substr(from + middle));
  if (middle + end < kLeast) return;
  std::string own;
  own.reserve(mine.size() - middle - end);
  own.append(mine.substr(0, split)).append(rest.substr(0, rest.size() - end));
  own_ = std::move(own);
  like_ = std::move(like);
  split_ = static_cast<std::uint32_t>(split);
  from_ = static_cast<std::uint32_t>(from);
  middle_ = static_cast<std::uint32_t>(middle);
  end_ = static_cast<std::uint32_t>(end);
}

std::string_view EventBytes::Beginning() const {
  return like_ ? std::string_view(own_).substr(0, split_) : own_;
}

void EventBytes::AddTo(Pieces& pieces) const {
  if (!like_) return pieces.Add(own_);
  const std::string_view own = own_;
  const std::string_view other = like_->own_;
  pieces.Add(own.substr(0, split_));
  pieces.Add(other.substr(from_, middle_));
  pieces.Add(own.substr(split_));
  pieces.Add(other.substr(other.size() - end_));
}

std::string EventBytes::Joined() const {
  Pieces pieces;
  AddTo(pieces);
  return pieces.Joined();
}

}  // namespace agendad::feeds
