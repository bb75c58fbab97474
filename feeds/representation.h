// One feed in every content coding it is served in (RFC 9110 8.4). Made once,
// when a snapshot is built; never changed. Any thread.
#ifndef AGENDAD_FEEDS_REPRESENTATION_H_
#define AGENDAD_FEEDS_REPRESENTATION_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "feeds/pieces.h"

namespace agendad::feeds {

enum class ContentCoding { kIdentity, kGzip, kBrotli };
inline constexpr std::size_t kContentCodings = 3;

// "identity", "gzip", "br": the names of RFC 9110 8.4.1 and RFC 7932.
std::string_view ToText(ContentCoding coding);

struct Representation {
  // Of the identity it is empty: that is the feed's own text, in pieces that it
  // shares with others (feeds/snapshot.h).
  std::string body;
  // A strong entity-tag with its quotes, a function of the bytes and the
  // coding: "<32 hex digits>", "<32 hex digits>-gzip", "<32 hex digits>-br".
  std::string etag;
};

// Indexed by ContentCoding. All of them decode to the same bytes.
using Representations = std::array<Representation, kContentCodings>;

enum class Compress { kNo, kYes };

// `hash` is the hexadecimal hash of the text that entity-tags are made of. With
// Compress::kNo nothing has a body: for whoever writes files.
Representations MakeRepresentations(const Pieces& text, const std::string& hash,
                                    Compress compress);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_REPRESENTATION_H_
