#include "config/diagnostic.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include "config/json_string.h"
#include "config/utf8.h"

namespace agendad::config {
namespace {

// A terminal must not obey what somebody wrote into a definition.
std::string WithoutControls(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = SequenceLength(text);
    const bool as_it_is = length > 0 && !BeginsWithControl(text);
    const std::size_t used = std::max<std::size_t>(length, 1);
    if (as_it_is) {
      shown += text.substr(0, used);
    } else if (text.front() == '\n') {
      shown += "\\n";
    } else if (text.front() == '\t') {
      shown += "\\t";
    } else {
      // A C1 control's code is its second octet.
      shown += "\\x";
      AppendHex(static_cast<unsigned char>(text[used - 1]), shown);
    }
    text.remove_prefix(used);
  }
  return shown;
}

char LowerCase(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Edit distance with swaps of neighbours, over three rows of the matrix.
std::size_t Distance(std::string_view a, std::string_view b, bool ignore_case) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto same = [&](std::size_t x, std::size_t y) {
        return a[x] == b[y] ||
               (ignore_case && LowerCase(a[x]) == LowerCase(b[y]));
      };
      row[j] = std::min({last[j] + 1, row[j - 1] + 1,
                         last[j - 1] + (same(i - 1, j - 1) ? 0U : 1U)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1)) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

void Diagnostics::Error(Location where, std::string what,
                        std::string expected) {
  Add({Severity::kError, where, std::move(what), std::move(expected)});
}

void Diagnostics::Warn(Location where, std::string what, std::string expected) {
  Add({Severity::kWarning, where, std::move(what), std::move(expected)});
}

void Diagnostics::Add(Diagnostic diagnostic) {
  has_errors_ |= diagnostic.severity == Severity::kError;
  all_.push_back(std::make_shared<const Diagnostic>(std::move(diagnostic)));
}

void Diagnostics::Append(const Diagnostics& others) {
  // By number: `others` may be this very list, which grows.
  const std::size_t count = others.all_.size();
  for (std::size_t i = 0; i < count; ++i) all_.push_back(others.all_[i]);
  has_errors_ |= others.has_errors_;
}

void Diagnostics::Sort() {
  std::stable_sort(
      all_.begin(), all_.end(),
      [](const Entry& a, const Entry& b) { return a->where < b->where; });
}

std::string ToText(const Diagnostic& diagnostic, const FileNames& files) {
  assert(diagnostic.where.file < files.size());
  const Location& where = diagnostic.where;
  std::string text = files[where.file];
  if (where.line != 0) {
    text +=
        ':' + std::to_string(where.line) + ':' + std::to_string(where.column);
  }
  text += diagnostic.severity == Severity::kError ? ": error: " : ": warning: ";
  text += diagnostic.what;
  if (!diagnostic.expected.empty()) text += "; expected " + diagnostic.expected;
  return WithoutControls(text);
}

std::string ToJson(const Diagnostics& diagnostics, const FileNames& files) {
  std::string json = "[";
  for (const Diagnostic& diagnostic : diagnostics.All()) {
    const Location& where = diagnostic.where;
    assert(where.file < files.size());
    json += json.size() > 1 ? ",\n " : "\n ";
    json += "{\"file\":" + JsonString(files[where.file]);
    if (where.line != 0) {
      json += ",\"line\":" + std::to_string(where.line) +
              ",\"column\":" + std::to_string(where.column);
    }
    json += diagnostic.severity == Severity::kError
                ? ",\"severity\":\"error\""
                : ",\"severity\":\"warning\"";
    json += ",\"what\":" + JsonString(diagnostic.what) +
            ",\"expected\":" + JsonString(diagnostic.expected) + "}";
  }
  return json + (json.size() > 1 ? "\n]\n" : "]\n");
}

std::string NearestWord(std::string_view word,
                        const std::vector<std::string>& candidates) {
  constexpr std::size_t kLongestWord = 64;  // the cost is the product
  std::string nearest;
  std::pair<std::size_t, std::size_t> nearest_distance;
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t shorter = std::min(word.size(), candidate.size());
    if (longer > kLongestWord) continue;
    const std::size_t limit = (longer + 2) / 3;
    if (longer - shorter > limit) continue;
    const std::size_t letters = Distance(word, candidate, true);
    // A word whose every letter differs is another word.
    if (letters > limit || letters >= shorter) continue;
    // The case decides between words that are equally near.
    const std::pair distance(letters, Distance(word, candidate, false));
    if (nearest.empty() || distance < nearest_distance) {
      nearest = candidate;
      nearest_distance = distance;
    }
  }
  return nearest;
}

}  // namespace agendad::config
