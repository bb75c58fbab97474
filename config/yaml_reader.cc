#include "config/yaml_reader.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "config/clean_text.h"
#include "config/node_builder.h"
#include "config/utf8.h"
#include "config/wording.h"
#include "config/yaml_syntax.h"

namespace agendad::config {
namespace {

// A definition needs four levels; yaml-cpp recurses once a level.
constexpr std::size_t kDeepest = 32;

// Ends the reading of a file from within a callback of yaml-cpp.
struct Refusal {
  YAML::Mark mark;
  Fault fault;
  bool keep_what_was_read;
};

std::string_view Stripped(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhiteSpace) + 1 - first);
}

bool HasControls(std::string_view text) {
  for (text.remove_prefix(PlainLength(text)); !text.empty();
       text.remove_prefix(PlainLength(text))) {
    if (BeginsWithControl(text)) return true;
    text.remove_prefix(std::max<std::size_t>(SequenceLength(text), 1));
  }
  return false;
}

// yaml-cpp takes the end of the file for the closing quote.
bool IsClosed(std::string_view quoted) {
  const char quote = quoted.front();
  for (std::size_t i = 1; i < quoted.size(); ++i) {
    if (quote == '"' && quoted[i] == '\\') {
      ++i;
    } else if (quoted[i] == quote) {
      const bool escaped =
          quote == '\'' && i + 1 < quoted.size() && quoted[i + 1] == quote;
      if (!escaped) return true;
      ++i;
    }
  }
  return false;
}

class EventReader : public YAML::EventHandler {
 public:
  EventReader(std::uint32_t file, std::string_view text,
              Diagnostics& diagnostics)
      : file_(file),
        text_(text),
        diagnostics_(diagnostics),
        builder_(diagnostics) {}

  Node TakeRoot() { return builder_.TakeRoot(); }

  // Marks count octets from 0 and come nearly in order, so a column is counted
  // on from the one before it: a file may be a single line.
  Location Place(const YAML::Mark& mark) {
    if (mark.is_null()) return {file_, 0, 0};
    const auto column = static_cast<std::size_t>(mark.column);
    const auto end = std::min(static_cast<std::size_t>(mark.pos), text_.size());
    const std::size_t line_start = end - std::min(column, end);
    if (line_start != counted_from_ || end < counted_to_) {
      counted_from_ = counted_to_ = line_start;
      counted_ = 0;
    }
    counted_ += CountCodePoints(text_.substr(counted_to_, end - counted_to_));
    counted_to_ = end;
    return {file_, static_cast<std::uint32_t>(mark.line + 1),
            static_cast<std::uint32_t>(counted_ + 1)};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 1) return;
    const bool is_marked = TextAt(mark).starts_with("---");
    throw Refusal{
        mark,
        is_marked ? Fault{"a second document", "one document in a file"}
                  : Fault{"a line that belongs to nothing above it",
                          "the keys of one mapping, or the '-' of one list, "
                          "below each other"},
        /*keep_what_was_read=*/true};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    builder_.Add(NewNode(Node::Kind::kEmpty, mark, "", anchor));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Tell(mark, ExplainSyntaxError("alias"));
    builder_.Add(NewNode(Node::Kind::kBroken, mark, "", 0));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag,
                YAML::anchor_t anchor, const std::string& value) override {
    Node node = NewNode(Node::Kind::kScalar, mark, tag, anchor);
    const std::string_view source = TextAt(mark);
    const bool is_quoted = source.starts_with('"') || source.starts_with('\'');
    if (is_quoted && !IsClosed(source)) {
      throw Refusal{mark, ExplainSyntaxError("illegal EOF in scalar"),
                    /*keep_what_was_read=*/false};
    }
    node.text = Stripped(value);
    if (HasControls(node.text)) {
      Tell(mark, {"a control character in a text",
                  "text without control characters and tabs"});
      node.kind = Node::Kind::kBroken;
    } else if (node.text.empty()) {
      node.kind = Node::Kind::kEmpty;
    }
    if (builder_.AwaitsKey() && tag == "?" && node.text == "<<") {
      builder_.AddMergeKey(node.where);
    } else {
      builder_.Add(std::move(node));
    }
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(NewNode(Node::Kind::kSequence, mark, tag, anchor), mark);
  }
  void OnSequenceEnd() override { builder_.Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag,
                  YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    Open(NewNode(Node::Kind::kMapping, mark, tag, anchor), mark);
  }
  void OnMapEnd() override { builder_.Close(); }

  void Tell(const YAML::Mark& mark, Fault fault) {
    diagnostics_.Error(Place(mark), std::move(fault.what),
                       std::move(fault.expected));
  }

 private:
  std::string_view TextAt(const YAML::Mark& mark) const {
    const auto start = static_cast<std::size_t>(mark.pos);
    return text_.substr(std::min(start, text_.size()));
  }

  Node NewNode(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
               YAML::anchor_t anchor) {
    // "?" and "!" are yaml-cpp's own for plain and for quoted scalars; an "!"
    // that somebody wrote is seen only in the text.
    const bool is_tagged =
        (!tag.empty() && tag != "?" && tag != "!") ||
        (kind != Node::Kind::kEmpty && TextAt(mark).starts_with('!'));
    if (is_tagged) {
      Tell(mark, {"a tag ('!')",
                  "the value itself; or quotes around a text that begins with "
                  "'!'"});
    }
    if (anchor != 0) Tell(mark, ExplainSyntaxError("anchor"));
    Node node;
    node.kind = kind;
    node.where = Place(mark);
    return node;
  }

  void Open(Node node, const YAML::Mark& mark) {
    if (builder_.Depth() == kDeepest) {
      throw Refusal{mark,
                    {"lists and mappings too deep within each other",
                     "at most " + std::to_string(kDeepest) + " levels"},
                    /*keep_what_was_read=*/false};
    }
    builder_.Open(std::move(node));
  }

  const std::uint32_t file_;
  const std::string_view text_;
  Diagnostics& diagnostics_;

  NodeBuilder builder_;
  int documents_ = 0;

  // Of Place(): code points between two offsets of the same line.
  std::size_t counted_from_ = 0;
  std::size_t counted_to_ = 0;
  std::size_t counted_ = 0;
};

}  // namespace

std::optional<Node> ReadYaml(std::uint32_t file, std::string_view text,
                             Diagnostics& diagnostics) {
  if (text.size() > kLargestFile) {
    diagnostics.Error({file, 0, 0}, "the file is larger than 1 MiB",
                      "a file of at most 1 MiB");
    return std::nullopt;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!CheckIsCleanText(file, text, diagnostics)) return std::nullopt;

  EventReader reader(file, text, diagnostics);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(reader)) {
    }
  } catch (const Refusal& refusal) {
    reader.Tell(refusal.mark, refusal.fault);
    if (!refusal.keep_what_was_read) return std::nullopt;
  } catch (const YAML::Exception& error) {
    reader.Tell(error.mark, ExplainSyntaxError(error.msg));
    return std::nullopt;
  }
  Node root = reader.TakeRoot();
  if (root.kind == Node::Kind::kEmpty) root.where = {file, 0, 0};
  return root;
}

}  // namespace agendad::config
