// The small words of HTTP's grammar (RFC 9110 5.5, 5.6): tokens, field values,
// white space and comma-separated lists.
//
// Pure functions on octets, without allocation; any thread. ASCII only: the
// locale has no part in a protocol.
#ifndef AGENDAD_DAEMON_HTTP_GRAMMAR_H_
#define AGENDAD_DAEMON_HTTP_GRAMMAR_H_

#include <string_view>

namespace agendad::daemon::http {

bool IsTokenChar(char c);

// Not empty, and token characters only (RFC 9110 5.6.2).
bool IsToken(std::string_view text);

// Tabs, spaces, visible characters and octets above 0x7F (RFC 9110 5.5); empty
// is a field value, too.
bool IsFieldValue(std::string_view text);

// Visible ASCII only, as in a request target or an authority.
bool IsVisible(std::string_view text);

bool IsDigits(std::string_view text);

// Without the spaces and tabs at both ends.
std::string_view Trim(std::string_view text);

bool EqualsIgnoringCase(std::string_view a, std::string_view b);

// Takes the part before the first `separator` off `list`, trimmed; all of it if
// there is no separator. An empty element is possible (RFC 9110 5.6.1.2).
std::string_view TakeUntil(char separator, std::string_view& list);

// Whether the list names `token`, in any case: as "close" in Connection.
bool ListHasToken(std::string_view list, std::string_view token);

}  // namespace agendad::daemon::http

#endif  // AGENDAD_DAEMON_HTTP_GRAMMAR_H_
