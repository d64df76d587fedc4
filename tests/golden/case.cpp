#include "golden/case.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace golden {

using nlohmann::json;

std::size_t Tensor::extent(std::size_t from_the_end) const {
  return from_the_end <= shape.size() ? shape[shape.size() - from_the_end] : 1;
}

std::size_t Tensor::matrices() const {
  std::size_t count = 1;
  for (std::size_t i = 0; i + 2 < shape.size(); ++i) count *= shape[i];
  return count;
}

attention::Matrix Tensor::matrix(std::size_t index) const {
  attention::Matrix result = attention::make_matrix({extent(2), extent(1)});
  const std::size_t first = index % matrices() * result.size();
  for (std::size_t i = 0; i < result.size(); ++i) attention::flat(result)[i] = static_cast<float>(numbers[first + i]);
  return result;
}

const Tensor* Case::find(const std::string& name_of_tensor) const {
  for (const Tensors* tensors : {&parameters, &inputs})
    if (const auto found = tensors->find(name_of_tensor); found != tensors->end()) return &found->second;
  return nullptr;
}

namespace {

double number(const json& value) {
  if (value.is_number()) return value.get<double>();
  const auto& word = value.get_ref<const std::string&>();
  if (word == "NaN") return std::numeric_limits<double>::quiet_NaN();
  return word == "Infinity" ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
}

std::vector<unsigned char> decode_base64(const std::string& text) {
  static const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned char> bytes;
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char letter : text) {
    const std::size_t digit = alphabet.find(letter);
    if (digit == std::string::npos) break;
    bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<unsigned char>((bits >> count) & 0xFFU));
  }
  return bytes;
}

double decode_half(std::uint64_t bits) {
  const auto exponent = static_cast<int>((bits >> 10U) & 31U);
  const auto mantissa = static_cast<double>(bits & 1023U);
  const double sign = (bits >> 15U) != 0 ? -1.0 : 1.0;
  if (exponent == 31) return mantissa == 0 ? sign * std::numeric_limits<double>::infinity() : std::nan("");
  return sign * (exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1 + mantissa / 1024, exponent - 15));
}

std::vector<double> decode_bytes(const std::string& type, const std::vector<unsigned char>& bytes) {
  const std::size_t width = type == "bool" ? 1 : type == "f16" ? 2 : type == "f32" ? 4 : 8;
  std::vector<double> numbers;
  for (std::size_t at = 0; at + width <= bytes.size(); at += width) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < width; ++i) bits |= static_cast<std::uint64_t>(bytes[at + i]) << (8 * i);
    if (type == "f16")
      numbers.push_back(decode_half(bits));
    else if (type == "f32")
      numbers.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    else if (type == "f64")
      numbers.push_back(std::bit_cast<double>(bits));
    else
      numbers.push_back(static_cast<double>(static_cast<std::int64_t>(bits)));
  }
  return numbers;
}

Tensor decode(const json& value) {
  Tensor tensor{value.at("shape").get<std::vector<std::size_t>>(), {}, value.at("dtype") == "bool"};
  if (value.contains("b64")) {
    tensor.numbers = decode_bytes(value.at("dtype"), decode_base64(value.at("b64")));
  } else {
    for (const json& entry : value.at("data")) tensor.numbers.push_back(number(entry));
  }
  std::size_t size = 1;
  for (const std::size_t extent : tensor.shape) size *= extent;
  if (size != tensor.numbers.size()) throw std::runtime_error("a tensor's shape and its numbers disagree");
  return tensor;
}

Tensors decode_all(const json& values) {
  Tensors tensors;
  for (const auto& [name, value] : values.items()) tensors.emplace(name, decode(value));
  return tensors;
}

bool has_flag(const json& entry, const char* flag) {
  const json flags = entry.value("flags", json::array());
  return std::ranges::find(flags, flag) != flags.end();
}

}  // namespace

std::vector<Case> load(const std::filesystem::path& file) {
  std::ifstream stream(file);
  const json document = json::parse(stream);
  if (document.at("format") != "attention-cases/1")
    throw std::runtime_error(file.string() + " is not of the format attention-cases/1");
  std::vector<Case> cases;
  for (const json& entry : document.at("cases")) {
    Case one;
    one.name = entry.at("name");
    one.kind = entry.at("kind");
    one.attributes = entry.value("attrs", json::object());
    one.parameters = decode_all(entry.value("params", json::object()));
    one.inputs = decode_all(entry.value("inputs", json::object()));
    one.outputs = decode_all(entry.at("outputs"));
    const json alternatives = entry.value("alt_outputs", json::object());
    for (const auto& [convention, tensors] : alternatives.items())
      one.alternatives.emplace(convention, decode_all(tensors));
    one.relative = entry.at("tol").at("rtol");
    one.absolute = entry.at("tol").at("atol");
    one.advisory = has_flag(entry, "advisory");
    one.torch_only = has_flag(entry, "torch_only");
    cases.push_back(std::move(one));
  }
  return cases;
}

Difference difference(const std::vector<double>& got, const Tensor& wanted, const Case& of) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (got.size() != wanted.numbers.size())
    return {infinity, std::to_string(got.size()) + " numbers, wanted " + std::to_string(wanted.numbers.size())};
  Difference result;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double want = wanted.numbers[i];
    if (got[i] == want || (std::isnan(got[i]) && std::isnan(want))) continue;
    const double off = std::abs(got[i] - want);
    const double ratio = std::isfinite(off) ? off / (of.absolute + of.relative * std::abs(want)) : infinity;
    if (ratio <= result.worst) continue;
    result.worst = ratio;
    if (ratio <= 1) continue;
    std::ostringstream message;
    message << "number " << i << " is " << got[i] << ", wanted " << want << " (off by " << off << ")";
    result.message = message.str();
  }
  return result;
}

}  // namespace golden
