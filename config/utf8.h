// The little of UTF-8 (RFC 3629) that reading a definition needs. Pure; any
// thread.
#ifndef AGENDAD_CONFIG_UTF8_H_
#define AGENDAD_CONFIG_UTF8_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace agendad::config {

// The octets of the well-formed sequence that `text` begins with: 1 to 4, or 0
// if it begins with none (overlong forms and surrogates are none).
std::size_t SequenceLength(std::string_view text);

// Whether `text` begins with a control character: C0, DEL or C1.
bool BeginsWithControl(std::string_view text);

// How many octets at the front are printable ASCII or line feeds: most of a
// definition, and nothing to look at twice.
std::size_t PlainLength(std::string_view text);

// Adds the octet as two lower-case hexadecimal digits.
void AppendHex(unsigned char octet, std::string& text);

// `text` must be well-formed.
std::size_t CountCodePoints(std::string_view text);
std::string_view FirstCodePoints(std::string_view text, std::size_t count);

}  // namespace agendad::config

#endif  // AGENDAD_CONFIG_UTF8_H_
