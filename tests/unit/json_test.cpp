#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "attention.hpp"
#include "scenario/json.hpp"
#include "scenario/json_number.hpp"
#include "text/random.hpp"

using namespace attention;
using Nlohmann = nlohmann::ordered_json;

namespace {

/// The text as this library writes it again, or where it is said to be wrong.
std::string read_and_write(const std::string& text) {
  try {
    return parse_json(text).dump();
  } catch (const Error& error) {
    REQUIRE(error.code() == ErrorCode::json_syntax);
    return "wrong at " + error.details().at(0).second;
  }
}

bool accepts(const std::string& text) { return !read_and_write(text).starts_with("wrong"); }

/// Of a number as text, without its sign, point, exponent and outer zeros.
std::size_t significant_digits(const std::string& number) {
  std::string digits;
  for (const char letter : number.substr(0, number.find('e')))
    if (letter >= '0' && letter <= '9' && (letter != '0' || !digits.empty())) digits += letter;
  return digits.find_last_not_of('0') + 1;
}

void require_number(const std::string& text) {
  INFO(text);
  const double number = parse_json(text).number();
  REQUIRE(std::bit_cast<std::uint64_t>(number) == std::bit_cast<std::uint64_t>(Nlohmann::parse(text).get<double>()));
  const std::string written = write_number(number);
  INFO(written);
  REQUIRE(Nlohmann::parse(written).get<double>() == number);
  REQUIRE(significant_digits(written) <= significant_digits(Nlohmann(number).dump()));
}

}  // namespace

TEST_CASE("json: what is JSON is read, and written again", "[json]") {
  REQUIRE(read_and_write(" { \"b\" : [ 1 , -2.50, true,false ,null ] ,\n\t\"a\":{}, \"c\":[]}\r\n") ==
          R"({"b":[1,-2.5,true,false,null],"a":{},"c":[]})");
  REQUIRE(read_and_write("\xEF\xBB\xBF[]") == "[]");
  REQUIRE(read_and_write(R"({"a":1,"b":2,"a":3})") == R"({"a":3,"b":2})");
  REQUIRE(read_and_write(R"("\u0041\u00e9\u6211\ud83d\udc4d\/\"\\\b\f\n\r\t\u0001")") ==
          R"("Aé我👍/\"\\\b\f\n\r\t\u0001")");
}

TEST_CASE("json: what is not JSON is refused where it is wrong", "[json]") {
  REQUIRE(read_and_write("") == "wrong at 1");
  REQUIRE(read_and_write("[1,]") == "wrong at 4");
  REQUIRE(read_and_write(R"({"a" 1})") == "wrong at 6");
  REQUIRE(read_and_write("[] []") == "wrong at 4");
  for (const char* text : {"nul",
                           "True",
                           "[",
                           "]",
                           "{",
                           "{]",
                           "[}",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{,}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "[1 2]",
                           "01",
                           "-",
                           "+1",
                           ".5",
                           "1.",
                           "1.e3",
                           "1e",
                           "1e+",
                           "0x10",
                           "NaN",
                           "Infinity",
                           "1e999",
                           "-1e999",
                           "'a'",
                           "\"",
                           "\"a",
                           "\"\\",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\u12g4\"",
                           "\"\\ud800\"",
                           "\"\\ud800\\u0041\"",
                           "\"\\udc00\"",
                           "\"\t\"",
                           "\"\x80\"",
                           "\"\xC0\xAF\"",
                           "\"\xED\xA0\x80\"",
                           "\"\xF4\x90\x80\x80\"",
                           "\"\xE6\x88\"",
                           "[1]//",
                           "[1]x"}) {
    INFO(text);
    REQUIRE_FALSE(accepts(text));
    REQUIRE_FALSE(Nlohmann::accept(text));
  }
  REQUIRE(accepts(std::string(32, '[') + std::string(32, ']')));
  REQUIRE_FALSE(accepts(std::string(33, '[') + std::string(33, ']')));
  REQUIRE_FALSE(accepts(std::string("[\0]", 3)));
}

TEST_CASE("json: any damage to a text is judged as by another parser", "[json]") {
  const std::string whole = R"({"a":[1,-0.5e+3,"x\n\u00e9我"],"b":{"c":true,"d":null}})";
  constexpr std::string_view bytes = "\"\\{}[],:0e-+.utn \x80\xE6";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const char byte : bytes) {
      std::string text = whole;
      text[i] = byte;
      INFO(text);
      REQUIRE(accepts(text) == Nlohmann::accept(text));
    }
    REQUIRE_FALSE(accepts(whole.substr(0, i)));
  }
}

TEST_CASE("json: numbers are the nearest doubles, and written with the fewest digits", "[json]") {
  for (const char* text : {"0",
                           "-0.0",
                           "1",
                           "0.1",
                           "0.3",
                           "1e23",
                           "9007199254740993",
                           "123456789012345678901234567890",
                           "2.2250738585072011e-308",
                           "4.9e-324",
                           "2.4703282292062327e-324",
                           "2.4703282292062328e-324",
                           "1e-400",
                           "0.1e-99999999999",
                           "1.7976931348623157e308",
                           "0e99999999999",
                           "1e22",
                           "5e-7",
                           "1E+2",
                           "8.5e-1",
                           "72057594037927945"})
    require_number(text);
  require_number("0." + std::string(400, '0') + "1");
  require_number("1" + std::string(400, '0') + "e-400");
  require_number("0." + std::string(400, '0') + "1e401");
  Random random(1, "json");
  for (int i = 0; i < 20'000; ++i) {
    const auto number = std::bit_cast<double>(random.next());
    if (std::isfinite(number)) require_number(Nlohmann(number).dump());
    require_number(Nlohmann(static_cast<double>(random.normal())).dump());
  }
}

TEST_CASE("json: numbers are written as JavaScript writes them", "[json]") {
  REQUIRE(write_number(4) == "4");
  REQUIRE(write_number(-0.0) == "0");
  REQUIRE(write_number(-1.5) == "-1.5");
  REQUIRE(write_number(4294967295) == "4294967295");
  REQUIRE(write_number(0.1) == "0.1");
  REQUIRE(write_number(0.000001) == "0.000001");
  REQUIRE(write_number(0.0000001) == "1e-7");
  REQUIRE(write_number(-1.25e-7) == "-1.25e-7");
  REQUIRE(write_number(120) == "120");
  REQUIRE(write_number(12.5) == "12.5");
  REQUIRE(write_number(1e20) == "100000000000000000000");
  REQUIRE(write_number(1e21) == "1e+21");
  REQUIRE(write_number(1.5e300) == "1.5e+300");
  REQUIRE(Nlohmann(std::numeric_limits<double>::infinity()).dump() == "null");
}
