// Content lines as RFC 5545 3.1 and 3.3.11 want them: escaped, folded, ended
// by CRLF. libical folds inside CRLFs, escapes and graphemes; what it writes is
// unfolded and folded again here. Pure; one thread at a time.
#ifndef AGENDAD_FEEDS_CONTENT_LINE_H_
#define AGENDAD_FEEDS_CONTENT_LINE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "feeds/text/unicode.h"

namespace agendad::feeds {

// Octets of a physical line without its CRLF (RFC 5545 3.1).
inline constexpr std::size_t kMaxLineOctets = 75;

// A TEXT value (RFC 5545 3.3.11): backslash, semicolon, comma and line feed
// are escaped. `text` is clean (see CleanText).
std::string EscapeText(std::string_view text);

// Appends `line` (unfolded, without CRLF) with its folds and its CRLF. A fold
// stands on the edge of a grapheme cluster and never inside an escape; a
// cluster longer than a line is cut between code points.
void AppendFolded(std::string_view line, const Graphemes& graphemes,
                  std::string& out);

// Appends `text`, content lines folded by anybody, folded anew.
void AppendRefolded(std::string_view text, const Graphemes& graphemes,
                    std::string& out);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_CONTENT_LINE_H_
