// Items as people read them in a description: short titles by group, firm
// before conditional. Pure; one thread at a time.
#ifndef AGENDAD_FEEDS_ITEM_LIST_H_
#define AGENDAD_FEEDS_ITEM_LIST_H_

#include <cstddef>
#include <string>
#include <vector>

#include "feeds/event_text.h"
#include "feeds/schedule.h"

namespace agendad::feeds {

enum class GroupLines { kNo, kYes };

// Appends a line for each deadline ("- Si hay casos: ..."), in their order,
// under a line for each group. What would make `out` longer than `limit`
// octets is left out, and a last line says how many that is.
void AppendItemList(const std::vector<const Deadline*>& deadlines,
                    GroupLines group_lines, const ProgramContext& context,
                    std::size_t limit, std::string& out);

}  // namespace agendad::feeds

#endif  // AGENDAD_FEEDS_ITEM_LIST_H_
