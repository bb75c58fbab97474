// A text in pieces that somebody else keeps: a feed shares the bytes of its
// events with other feeds, so that nobody has all of them side by side. A
// value; one thread at a time.
#ifndef AGENDAD_FEEDS_PIECES_H_
#define AGENDAD_FEEDS_PIECES_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace agendad::feeds {

class Pieces {
 public:
  // Keeps its memory for the next text.
  void Clear() {
    all_.clear();
    octets_ = 0;
  }

  void Add(std::string_view piece) {
    all_.push_back(piece);
    octets_ += piece.size();
  }

  // In their order; some may be empty.
  const std::vector<std::string_view>& All() const { return all_; }
  std::size_t Octets() const { return octets_; }

  std::string Joined() const {
    std::string text;
    text.reserve(octets_);
    for (const std::string_view piece : all_) text += piece;
    return text;
  }

 private:
  std::vector<std::string_view> all_;
  std::size_t octets_ = 0;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_PIECES_H_
