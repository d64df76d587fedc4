#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "attention.hpp"
#include "text/random.hpp"
#include "text/unicode.hpp"

using namespace attention;

using Tokens = std::vector<std::string>;

TEST_CASE("tokenise: English words and punctuation", "[text]") {
  REQUIRE(tokenise("The dog ran, until it was tired.") ==
          Tokens{"The", "dog", "ran", ",", "until", "it", "was", "tired", "."});
  REQUIRE(tokenise("don't stop - well-known \xE2\x80\x99tis") ==
          Tokens{"don't", "stop", "-", "well-known", "\xE2\x80\x99", "tis"});
  REQUIRE(tokenise("  \t\n ").empty());
  REQUIRE(tokenise("").empty());
  REQUIRE(tokenise("\xEF\xBB\xBF"
                   "a \xEF\xBB\xBF b") == Tokens{"a", "b"});
  REQUIRE(tokenise("x_1 caf\xC3\xA9") == Tokens{"x_1", "caf\xC3\xA9"});
}

TEST_CASE("tokenise: numbers and coordinates", "[text]") {
  REQUIRE(tokenise("3.14 -2 0.2,0.7") == Tokens{"3.14", "-2", "0.2,0.7"});
  REQUIRE(tokenise("-0.5,-1.25 \xE2\x88\x92"
                   "3") == Tokens{"-0.5,-1.25",
                                  "\xE2\x88\x92"
                                  "3"});
  REQUIRE(tokenise("1, 2.") == Tokens{"1", ",", "2", "."});
  REQUIRE(tokenise("a,1 .5 - 4 --7") == Tokens{"a", ",", "1", ".", "5", "-", "4", "-", "-7"});
}

TEST_CASE("tokenise: Chinese character by character, mixed with English", "[text]") {
  REQUIRE(tokenise("我们爱 attention。") == Tokens{"我", "们", "爱", "attention", "。"});
  REQUIRE(tokenise("“你好”，世界！") == Tokens{"“", "你", "好", "”", "，", "世", "界", "！"});
  REQUIRE(tokenise("\xE3\x80\x80你\xE3\x80\x80") == Tokens{"你"});
  REQUIRE(tokenise("𠀀a") == Tokens{"𠀀", "a"});
}

TEST_CASE("tokenise: emoji stay whole", "[text]") {
  REQUIRE(tokenise("I❤️you") == Tokens{"I", "❤️", "you"});
  REQUIRE(tokenise("👩‍👩‍👧‍👦👍🏽🇨🇳🇩🇪") ==
          Tokens{"👩‍👩‍👧‍👦", "👍🏽", "🇨🇳", "🇩🇪"});
}

TEST_CASE("tokenise: marks stay with their letter; markup is text like any other", "[text]") {
  REQUIRE(tokenise("e\xCC\x81t\xC3\xA9") == Tokens{"e\xCC\x81t\xC3\xA9"});
  REQUIRE(tokenise("<img src=x>") == Tokens{"<", "img", "src", "=", "x", ">"});
}

TEST_CASE("tokenise: broken UTF-8 becomes the replacement character", "[text]") {
  const std::string replacement = "\xEF\xBF\xBD";
  REQUIRE(tokenise("\xFF") == Tokens{replacement});
  REQUIRE(tokenise("a\xC3") == Tokens{"a" + replacement});
  REQUIRE(tokenise("\xED\xA0\x80").size() == 1);
  REQUIRE(tokenise("\xC0\xAF").size() == 1);
  REQUIRE(tokenise("\xE4\xBD").front() == replacement + replacement);
}

TEST_CASE("unicode: display width", "[text]") {
  REQUIRE(unicode::display_width("abc") == 3);
  REQUIRE(unicode::display_width("我们") == 4);
  REQUIRE(unicode::display_width("e\xCC\x81") == 1);
  REQUIRE(unicode::display_width("한") == 2);
  REQUIRE(unicode::display_width("") == 0);
}

TEST_CASE("random: the stream is fixed for ever, bit for bit", "[text]") {
  // These came out of the first release. A change here would change the numbers behind every link.
  Random random(42, "token:dog");
  const std::uint64_t first = random.next();
  Random again(42, "token:dog");
  REQUIRE(first == again.next());
  REQUIRE(first != Random(43, "token:dog").next());
  REQUIRE(first != Random(42, "token:dot").next());
  REQUIRE(first == 0x8a324829fadcaa12U);
  REQUIRE(std::bit_cast<std::uint32_t>(Random(42, "token:dog").normal()) == 0x3f4e9f1aU);
  REQUIRE(std::bit_cast<std::uint32_t>(Random(0, "").normal()) == 0x3fe7371bU);
}

TEST_CASE("random: mean 0, variance 1, within its bounds", "[text]") {
  Random random(7, "statistics");
  constexpr int count = 100'000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < count; ++i) {
    const double number = random.normal();
    REQUIRE(std::abs(number) < 3.5);
    sum += number;
    squares += number * number;
  }
  REQUIRE(std::abs(sum / count) < 0.02);
  REQUIRE(std::abs(squares / count - 1) < 0.02);
}

TEST_CASE("embed: a token has its vector wherever it stands", "[text]") {
  const Tokens tokens{"the", "dog", "the", "我们"};
  const Matrix vectors = embed(tokens, 42, 8);
  for (std::size_t d = 0; d < 8; ++d) {
    REQUIRE(vectors(0, d) == vectors(2, d));
    REQUIRE(vectors(1, d) == embed(Tokens{"dog"}, 42, 8)(0, d));
    REQUIRE(vectors(1, d) == embed(Tokens{"dog"}, 42, 16)(0, d));
  }
  REQUIRE(vectors(0, 0) != vectors(1, 0));
  REQUIRE(vectors(0, 0) != embed(tokens, 43, 8)(0, 0));
}
