#include "cases.hpp"

#include <benchmark/benchmark.h>

#include "limits.hpp"
#include "problem.hpp"

namespace {

using Shape = Problem::Shape;

Case forward(std::string name, Shape shape, std::string neighbour = {}) {
  auto problem = std::make_shared<Problem>(shape);
  return {.name = std::move(name),
          .flops = problem->forward_flops(),
          .neighbour = std::move(neighbour),
          .run = [problem] { problem->forward(); },
          .error = [problem] { return problem->forward_error(); }};
}

Case backward(std::string name, Shape shape) {
  auto problem = std::make_shared<Problem>(shape);
  return {.name = std::move(name),
          .flops = problem->backward_flops(),
          .run = [problem] { problem->backward(); },
          .error = [problem] { return problem->backward_error(); }};
}

Case decode(std::string name, Shape shape) {
  Case decoding = forward(std::move(name), shape);
  decoding.bytes = Problem(shape).bytes();
  return decoding;
}

Case registers() {
  constexpr std::size_t rounds = 1'000'000;
  return {.name = arithmetic_limit, .flops = limits::round_flops() * rounds, .run = [] {
            benchmark::DoNotOptimize(limits::multiply_add(rounds));
          }};
}

/// Reads as many numbers as decoding does.
Case reading(Shape shape) {
  auto numbers = std::make_shared<std::vector<float>>(2 * shape.heads * shape.keys * shape.width, 1.0F);
  return {.name = read_limit, .bytes = static_cast<double>(numbers->size() * sizeof(float)), .run = [numbers] {
            benchmark::DoNotOptimize(limits::read(*numbers));
          }};
}

}  // namespace

std::vector<Case> all_cases(bool shrunk) {
  const std::size_t heads = shrunk ? 2 : 8;
  const std::size_t n = shrunk ? 64 : 1024;
  const Shape decoded{heads, 1, 2 * n, 64};
  const Shape odd = shrunk ? Shape{heads, 61, 47, 64} : Shape{heads, 1000, 777, 64};
  const Shape even = shrunk ? Shape{heads, 64, 48, 64} : Shape{heads, 1024, 768, 64};
  return {registers(),
          reading(decoded),
          forward("dense", {heads, n, n, 64}),
          forward("causal", {heads, n, n, 64, true}),
          forward("d = 48", {heads, n, n, 48}, "dense"),
          forward("d = 80", {heads, n, n, 80}, "dense"),
          forward("d = 32", {heads, n, n, 32}),
          forward("d = 33", {heads, n, n, 33}, "d = 32"),
          forward("n = 1024, m = 768", even),
          forward("n = 1000, m = 777", odd, "n = 1024, m = 768"),
          backward("backward", {1, n, n, 64}),
          decode("decode, m = 2048", decoded),
          forward("n = m = 8", {1, 8, 8, 64})};
}
