#include "feeds/text/unicode.h"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstddef>

#include "feeds/text/icu_status.h"

namespace agendad::feeds {
namespace {

constexpr UChar32 kNextLine = 0x85;
constexpr UChar32 kLineSeparator = 0x2028;
constexpr UChar32 kParagraphSeparator = 0x2029;
// Below this code point nothing joins a cluster with its neighbour, except
// CR LF, which clean text does not hold.
constexpr UChar32 kFirstCombining = 0x300;
// More octets than any cluster that people write; a longer run of combining
// marks is cut here.
constexpr std::int32_t kLongestCluster = 512;

unsigned char Octet(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool IsBetween(unsigned char octet, unsigned char low, unsigned char high) {
  return low <= octet && octet <= high;
}

// Whether `text` is clean as it stands, told from its octets: printable ASCII,
// line feeds, U+00A0 to U+02FF, and the dashes, quotes and dots of U+2010 to
// U+2027. Most texts of most languages with a Latin alphabet are.
bool IsPlain(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned char octet = Octet(text, i);
    if (IsBetween(octet, 0x20, 0x7e) || octet == '\n') continue;
    const unsigned char next = Octet(text, i + 1);
    if (octet == 0xc2
            ? IsBetween(next, 0xa0, 0xbf)
            : IsBetween(octet, 0xc3, 0xcb) && IsBetween(next, 0x80, 0xbf)) {
      i += 1;
    } else if (octet == 0xe2 && next == 0x80 &&
               IsBetween(Octet(text, i + 2), 0x90, 0xa7)) {
      i += 2;
    } else {
      return false;
    }
  }
  return true;
}

std::int32_t Length(std::string_view text) {
  return static_cast<std::int32_t>(text.size());
}

// The code point at `position`, which is moved behind it; negative if the
// octets there are not UTF-8.
UChar32 NextCodePoint(std::string_view text, std::int32_t& position) {
  UChar32 point = 0;
  const auto* octets = reinterpret_cast<const std::uint8_t*>(text.data());
  U8_NEXT(octets, position, Length(text), point);
  return point;
}

void AppendCodePoint(std::string& out, UChar32 point) {
  std::uint8_t octets[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(octets, length, point);
  out.append(reinterpret_cast<const char*>(octets),
             static_cast<std::size_t>(length));
}

// The start of the code point at `position`.
std::int32_t CodePointStart(std::string_view text, std::int32_t position) {
  while (position > 0 &&
         U8_IS_TRAIL(text[static_cast<std::size_t>(position)])) {
    --position;
  }
  return position;
}

std::string WithoutControls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::int32_t i = 0; i < Length(text);) {
    const UChar32 point = NextCodePoint(text, i);
    if (point < 0) {
      AppendCodePoint(out, 0xfffd);
    } else if (point == '\r') {
      if (i >= Length(text) || text[static_cast<std::size_t>(i)] != '\n') {
        out += '\n';
      }
    } else if (point == '\n' || point == kNextLine || point == kLineSeparator ||
               point == kParagraphSeparator) {
      out += '\n';
    } else if (point == '\t') {
      out += ' ';
    } else if (point >= 0x20 && (point < 0x7f || point > 0x9f)) {
      AppendCodePoint(out, point);
    }
  }
  return out;
}

}  // namespace

std::string CleanText(std::string_view text) {
  if (IsPlain(text)) return std::string(text);
  std::string clean = WithoutControls(text);
  UErrorCode status = U_ZERO_ERROR;
  const auto* const nfc = icu::Normalizer2::getNFCInstance(status);
  Require(status);
  if (nfc->isNormalizedUTF8(clean, status) && U_SUCCESS(status)) return clean;
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  nfc->normalizeUTF8(0, clean, sink, nullptr, status);
  Require(status);
  return normal;
}

struct Graphemes::Iterator {
  std::unique_ptr<icu::BreakIterator> breaks;

  void SetText(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, text.data(), Length(text), &status);
    breaks->setText(&utext, status);
    utext_close(&utext);
    Require(status);
  }
};

Graphemes::Graphemes() : iterator_(std::make_unique<Iterator>()) {
  UErrorCode status = U_ZERO_ERROR;
  iterator_->breaks.reset(icu::BreakIterator::createCharacterInstance(
      icu::Locale::getRoot(), status));
  Require(status);
}

Graphemes::~Graphemes() = default;

std::size_t Graphemes::Count(std::string_view text) const {
  iterator_->SetText(text);
  std::size_t count = 0;
  while (iterator_->breaks->next() != icu::BreakIterator::DONE) ++count;
  return count;
}

std::size_t Graphemes::EdgeAtOrBefore(std::string_view text,
                                      std::size_t position) const {
  if (position >= text.size()) return text.size();
  const std::int32_t at =
      CodePointStart(text, static_cast<std::int32_t>(position));
  if (at == 0) return 0;
  std::int32_t next = CodePointStart(text, at - 1);
  const UChar32 before = NextCodePoint(text, next);
  const UChar32 after = NextCodePoint(text, next);
  if (before < kFirstCombining && after < kFirstCombining) {
    return static_cast<std::size_t>(at);
  }
  // A window of the text around the place, as clusters are short; it starts
  // and ends on a code point.
  const std::int32_t start =
      CodePointStart(text, std::max(0, at - kLongestCluster));
  const auto window = text.substr(static_cast<std::size_t>(start),
                                  static_cast<std::size_t>(next - start));
  iterator_->SetText(window);
  if (iterator_->breaks->isBoundary(at - start)) {
    return static_cast<std::size_t>(at);
  }
  const std::int32_t edge = iterator_->breaks->preceding(at - start);
  if (edge <= 0 && start > 0) return static_cast<std::size_t>(at);
  return static_cast<std::size_t>(start + std::max(edge, 0));
}

std::string Graphemes::Truncate(std::string text, std::size_t limit) const {
  if (text.size() <= limit) return text;
  constexpr std::string_view kEllipsis = "…";
  std::size_t units = 0;
  std::size_t keep = 0;  // octets that fit beside the ellipsis
  for (std::int32_t i = 0; i < Length(text);) {
    const UChar32 point = NextCodePoint(text, i);
    units += point > 0xffff ? 2 : 1;
    if (units + 1 <= limit) keep = static_cast<std::size_t>(i);
  }
  if (units <= limit) return text;
  text.resize(EdgeAtOrBefore(text, keep));
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text.append(kEllipsis);
}

}  // namespace agendad::feeds
