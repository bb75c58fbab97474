// What Unicode says about text: normal form, grapheme clusters (UAX 29).
// Through ICU, which never sees a time zone (its zones are years old).
// Pure; an object belongs to one thread.
#ifndef AGENDAD_FEEDS_TEXT_UNICODE_H_
#define AGENDAD_FEEDS_TEXT_UNICODE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace agendad::feeds {

// What may stand in iCalendar text (P32): valid UTF-8 in NFC, with line feeds
// as the only controls. Tabs and the separators U+0085, U+2028 and U+2029
// become spaces and line feeds, other controls vanish, a CR LF or CR is one
// line feed, and what is not UTF-8 becomes U+FFFD.
// Throws std::runtime_error if ICU lacks its data.
std::string CleanText(std::string_view text);

// Finds the edges between grapheme clusters in UTF-8.
class Graphemes {
 public:
  // Throws std::runtime_error if ICU lacks its data.
  Graphemes();
  ~Graphemes();
  Graphemes(const Graphemes&) = delete;
  Graphemes& operator=(const Graphemes&) = delete;

  std::size_t Count(std::string_view text) const;

  // The last edge at or before octet `position`; 0 if there is none after the
  // start.
  std::size_t EdgeAtOrBefore(std::string_view text, std::size_t position) const;

  // `text` if it has at most `limit` UTF-16 code units (Outlook's measure,
  // P34); else its beginning, cut on an edge, with "…", within the limit.
  std::string Truncate(std::string text, std::size_t limit) const;

 private:
  struct Iterator;
  std::unique_ptr<Iterator> iterator_;
};

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_TEXT_UNICODE_H_
