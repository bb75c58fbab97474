#include "feeds/item_list.h"

namespace agendad::feeds {
namespace {

// Room for the line that says how many items were left out.
constexpr std::size_t kLastLine = 40;

std::string Line(const Deadline& deadline, const Wording& wording) {
  std::string title = deadline.item->short_title;
  if (deadline.item->IsConditional()) {
    title = wording.Say(Phrase::kConditionalTitle, {{"title", title}});
  }
  if (deadline.due.reason == DueReason::kOwnDate) {
    title = wording.Say(
        Phrase::kOwnDueDate,
        {{"title", title}, {"date", wording.Date(deadline.due.day)}});
  }
  return "- " + title + "\n";
}

}  // namespace

void AppendItemList(const std::vector<const Deadline*>& deadlines,
                    GroupLines group_lines, const Wording& wording,
                    std::size_t limit, std::string& out) {
  const Group* group = nullptr;
  for (std::size_t i = 0; i < deadlines.size(); ++i) {
    const Deadline& deadline = *deadlines[i];
    std::string lines;
    if (group_lines == GroupLines::kYes && deadline.group != group) {
      group = deadline.group;
      lines += (group->kind == Group::Kind::kUnassigned
                    ? wording.Say(Phrase::kUnassigned)
                    : group->code) +
               ":\n";
    }
    lines += Line(deadline, wording);
    if (out.size() + lines.size() + kLastLine > limit) {
      out += wording.Count(Phrase::kMoreItemsOne, Phrase::kMoreItemsOther,
                           deadlines.size() - i) +
             "\n";
      return;
    }
    out += lines;
  }
}

}  // namespace agendad::feeds
