// What must hold for every input. Not in the product.
#ifndef AGENDAD_TESTS_FUZZ_REQUIRE_H_
#define AGENDAD_TESTS_FUZZ_REQUIRE_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// What libFuzzer calls with each input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size);

namespace agendad::fuzz {

// Ends the process, for the fuzzer to keep the input.
inline void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace agendad::fuzz

#endif  // AGENDAD_TESTS_FUZZ_REQUIRE_H_
