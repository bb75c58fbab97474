// Of some measurements.
#ifndef AGENDAD_TESTS_BENCH_PERCENTILE_H_
#define AGENDAD_TESTS_BENCH_PERCENTILE_H_

#include <algorithm>
#include <cstddef>
#include <vector>

namespace agendad::bench {

// The figure that `part` (0 to 1) of the others do not pass. At least one.
inline double Percentile(std::vector<double> figures, double part) {
  const auto place = static_cast<std::ptrdiff_t>(
      part * static_cast<double>(figures.size() - 1));
  std::nth_element(figures.begin(), figures.begin() + place, figures.end());
  return figures[static_cast<std::size_t>(place)];
}

}  // namespace agendad::bench

#endif  // AGENDAD_TESTS_BENCH_PERCENTILE_H_
