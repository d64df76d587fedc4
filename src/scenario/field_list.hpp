#pragma once

#include <array>
#include <limits>
#include <type_traits>

#include "scenario/field.hpp"

/// The one description of a scenario. The reader and the writer, the page's controls, the JSON Schema (schema.json) and
/// the reference (README.md) all come from this list. Its texts are Markdown of one line.

namespace attention::detail {

template <class T>
struct Nullable : std::false_type {
  using Inner = T;
};
template <class T>
struct Nullable<std::optional<T>> : std::true_type {
  using Inner = T;
};

/// What the type of a member says about its field.
template <class Member>
constexpr Field field_of_type() {
  using T = typename Nullable<Member>::Inner;
  Field field;
  field.nullable = Nullable<Member>::value;
  if constexpr (std::is_enum_v<T>) {
    field.kind = FieldKind::choice;
    field.choices = names<T>;
  } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    field.kind = FieldKind::tokens;
  } else if constexpr (std::is_same_v<T, std::size_t>) {
    field.kind = FieldKind::count;
  } else if constexpr (std::is_same_v<T, std::uint32_t>) {
    field.kind = FieldKind::seed;
  } else if constexpr (std::is_same_v<T, double>) {
    field.kind = FieldKind::number;
  } else if constexpr (std::is_same_v<T, Window>) {
    field.kind = FieldKind::window;
  } else if constexpr (std::is_same_v<T, MaskOptions>) {
    field.kind = FieldKind::group;
  } else if constexpr (std::is_same_v<T, std::vector<GivenMatrix>>) {
    field.kind = FieldKind::weights;
  } else if constexpr (std::is_same_v<T, std::vector<Edit>>) {
    field.kind = FieldKind::edits;
  } else if constexpr (!std::is_same_v<T, bool>) {
    field.kind = FieldKind::pairs;
    static_assert(std::is_same_v<T, std::vector<std::pair<std::size_t, std::size_t>>>);
  }
  return field;
}

template <auto member>
constexpr Field field(std::string_view name, MechanismSet mechanisms, std::string_view text) {
  Field field = field_of_type<std::remove_cvref_t<decltype(std::declval<Scenario>().*member)>>();
  field.name = name;
  field.mechanisms = mechanisms;
  field.text = text;
  field.read = [](const Scenario& scenario) -> const void* { return &(scenario.*member); };
  field.write = [](Scenario& scenario) -> void* { return &(scenario.*member); };
  return field;
}

template <auto member>
constexpr Field mask_field(std::string_view name, MechanismSet mechanisms, std::string_view text) {
  Field field = field_of_type<std::remove_cvref_t<decltype(std::declval<MaskOptions>().*member)>>();
  field.group = "mask";
  field.name = name;
  field.mechanisms = mechanisms;
  field.text = text;
  field.read = [](const Scenario& scenario) -> const void* { return &(scenario.mask.*member); };
  field.write = [](Scenario& scenario) -> void* { return &(scenario.mask.*member); };
  return field;
}

using enum Mechanism;
inline constexpr MechanismSet everything = MechanismSet::all();
/// Of one head, with projections W_q, W_k and W_v of their own widths.
inline constexpr MechanismSet projected(key_value, self_attention, cross_attention, masked, linear, streaming);
inline constexpr MechanismSet compared(key_value, self_attention, cross_attention, masked, streaming);
inline constexpr MechanismSet blocks(encoder, decoder);
inline constexpr MechanismSet headed = blocks.with(MechanismSet(multi_head));
inline constexpr MechanismSet sequence(bahdanau, luong, local, encoder_decoder);
inline constexpr MechanismSet normalized =
    MechanismSet(key_value, self_attention, cross_attention, masked).with(headed).with(MechanismSet(soft, memory));
inline constexpr MechanismSet positioned = projected.with(headed);
inline constexpr MechanismSet scored = compared.with(MechanismSet(soft, luong, local));
inline constexpr MechanismSet with_keys(key_value, cross_attention, multi_head, memory, decoder, linear, streaming);
inline constexpr MechanismSet classified(memory, pooling, hierarchical);
inline constexpr MechanismSet pooled(pooling, hierarchical);
/// Of all queries at once, so that any pair may be hidden; the others know padding alone.
inline constexpr MechanismSet related = compared.with(headed).with(MechanismSet(soft));
/// Whose rows are computed one without the other.
inline constexpr MechanismSet by_row(key_value, self_attention, cross_attention, masked, multi_head);
inline constexpr MechanismSet padded = related.with(MechanismSet(bahdanau, luong, local, pooling, memory, linear));
inline constexpr MechanismSet recurrent = sequence.with(MechanismSet(pointer, hierarchical));

inline constexpr std::array field_list{
    // What is attended
    field<&Scenario::tokens>("tokens", everything,
                             "The sentence, as a list of tokens or as a text, which is then split into words. They are "
                             "the queries, and the keys as well unless `keys` are given; of `soft` the inputs, of "
                             "`pointer` the elements, of sequence to sequence the source, of `memory` the question."),
    field<&Scenario::keys>("keys", with_keys, "The tokens that are attended, where they are not `tokens`."),
    field<&Scenario::targets>(
        "targets", sequence.with(classified),
        "The sentence that is decoded: what a teacher dictates, and the words to choose from; null: "
        "`tokens`. Of `memory` the answers, of `pooling` and `hierarchical` the classes to choose from; null: none."),
    field<&Scenario::teacher_forced>(
        "teacher_forced", sequence,
        "Whether each step is given the word that should have come before, not the one chosen."),
    field<&Scenario::loss>(
        "loss", sequence.with(MechanismSet(pointer)),
        "Whether the loss is computed: the mean cross entropy of each step with the word that should "
        "have come. A pointer network is then led through what it should point at: numbers in ascending "
        "order, other elements as they stand."),
    field<&Scenario::features>("features", everything,
                               "What the columns of the embeddings are called, and of whatever is copied or summed up "
                               "from them. Names alone: nothing is computed from them. Columns beyond have numbers."),
    field<&Scenario::key_features>("key_features", projected.with(MechanismSet(memory)),
                                   "Likewise of queries and keys that are not the embeddings."),
    field<&Scenario::value_features>("value_features", projected.with(MechanismSet(memory)),
                                     "Likewise of values that are not the embeddings, and of the outputs."),
    field<&Scenario::query>(
        "query", by_row,
        "The one query that is computed, counted from 0, over all keys: a row of a relation that is "
        "too large to be held, of up to 4096 tokens; null: all queries are.")
        .within(0, Limits::long_tokens - 1),

    // How queries meet keys
    field<&Scenario::score>("score", scored, "How a query is compared with a key."),
    field<&Scenario::beta>("beta", scored, "Factor of the cosine.")
        .within(-Limits::factor, Limits::factor)
        .when("score", Score::cosine),
    field<&Scenario::scale>("scale", scored.with(headed), "Factor of the dot product; null: 1 / sqrt(d_k).")
        .within(-Limits::factor, Limits::factor)
        .when("score", Score::scaled_dot),
    field<&Scenario::temperature>("temperature", everything.without(MechanismSet(encoder_decoder, linear)),
                                  "Divides the scores: below 1 sharper, above 1 more even.")
        .within(Limits::smallest_temperature, Limits::temperature),
    field<&Scenario::soft_cap>("soft_cap", normalized.with(MechanismSet(streaming)),
                               "c: scores become c tanh(s / c), before the mask; null: they stay.")
        .within(Limits::smallest_temperature, Limits::factor),
    field<&Scenario::normalizer>("normalizer", normalized.with(pooled),
                                 "What makes weights of scores; `uniform`: attention switched off, the same weight for "
                                 "all that may be attended.")
        .up_to(Normalizer::uniform, pooled),
    field<&Scenario::subtract_maximum>("subtract_maximum", normalized,
                                       "Whether softmax first takes the row's largest score off all. If not, e^s "
                                       "overflows from about 88.7 on in single "
                                       "precision, and infinity / infinity is NaN.")
        .when("normalizer", Normalizer::softmax),

    // Sizes
    field<&Scenario::width>("width", everything, "Of the embeddings, and of recurrent states.")
        .within(1, Limits::width),
    field<&Scenario::source_width>("source_width", with_keys, "Of the embeddings of `keys`; null: as `width`.")
        .within(1, Limits::width),
    field<&Scenario::key_width>("key_width", projected.with(MechanismSet(memory)), "d_k, of queries and keys.")
        .within(1, Limits::width),
    field<&Scenario::value_width>("value_width", projected, "d_v, of values.").within(1, Limits::width),
    field<&Scenario::hidden_width>("hidden_width", scored.with(MechanismSet(pointer, bahdanau, pooling, hierarchical)),
                                   "Of the layer inside an additive score.")
        .within(1, Limits::width)
        .when("score", Score::additive, Score::concat),
    field<&Scenario::feed_forward_width>("feed_forward_width", blocks.with(MechanismSet(pointer)),
                                         "Of the layer inside a feed-forward network.")
        .within(1, Limits::feed_forward_width)
        .when("encoder", SequenceEncoder::self_attention),
    field<&Scenario::heads>("heads", headed.with(MechanismSet(pointer)), "Divides `width`.")
        .within(1, Limits::heads)
        .when("encoder", SequenceEncoder::self_attention),
    field<&Scenario::key_value_heads>("key_value_heads", headed,
                                      "Heads of keys and values; divides `heads`; null: as many. Fewer: grouped "
                                      "queries; 1: one for all queries.")
        .within(1, Limits::heads),
    field<&Scenario::layers>("layers", blocks.with(MechanismSet(memory)),
                             "Blocks one after the other; of `memory` the hops.")
        .within(1, Limits::layers),
    field<&Scenario::tied>("tied", MechanismSet(self_attention),
                           "Whether queries, keys and values are the embeddings themselves, without projections."),
    field<&Scenario::projected>(
        "projected", projected,
        "Whether queries, keys and values are made of embeddings; if not, they are the vectors of the tokens "
        "themselves, `queries`, `keys` and `values` by name, of `key_width` and `value_width` numbers."),
    field<&Scenario::bias>("bias", related.with(recurrent).with(MechanismSet(pooling, linear)),
                           "Whether projections and recurrent cells have biases."),
    field<&Scenario::gain>("gain", everything,
                           "Factor of all weight matrices that are drawn. 1: numbers keep their variance; 0.57735, "
                           "which is 1 / sqrt(3): as widely spread as torch.nn.Linear draws them.")
        .within(-Limits::factor, Limits::factor),
    field<&Scenario::seed>("seed", everything, "What every matrix is drawn from that is not given.")
        .within(0, std::numeric_limits<std::uint32_t>::max()),

    // What may be attended
    field<&Scenario::mask>("mask", padded, "Which query may attend which key: where all of its parts agree."),
    mask_field<&MaskOptions::causal>("causal", related.with(MechanismSet(linear)),
                                     "Query i sees keys j <= i + `past`."),
    mask_field<&MaskOptions::past>("past", related.with(MechanismSet(linear)), "How many keys precede the first query.")
        .within(0, Limits::long_tokens),
    mask_field<&MaskOptions::window>(
        "window", related,
        "`left` and `right`: query i sees keys from i + `past` - left to i + `past` + right; null: no window."),
    mask_field<&MaskOptions::padding>("padding", padded, "Keys from this one on are padding; null: none are.")
        .within(0, Limits::long_tokens),
    mask_field<&MaskOptions::prefix>("prefix", related, "This many first keys are seen by all, also under `causal`.")
        .within(0, Limits::long_tokens),
    mask_field<&MaskOptions::block>("block", related,
                                    "Positions are cut into blocks of this many, and a query sees its own block; null: "
                                    "they are not.")
        .within(1, Limits::long_tokens),
    mask_field<&MaskOptions::free>("free", related, "Pairs [query, key] that are hidden one by one."),
    mask_field<&MaskOptions::fill>(
        "fill", normalized,
        "What hidden scores become; null: minus infinity. Any other number leaves hidden "
        "keys a share: e^0 is 1; -1e9 leaves none, but where all are hidden they share alike.")
        .within(-Limits::number, Limits::number),
    mask_field<&MaskOptions::after>("after", normalized,
                                    "Whether the mask comes after the normaliser and sets hidden weights to 0; rows "
                                    "then need not sum to 1."),
    mask_field<&MaskOptions::renormalized>("renormalized", normalized,
                                           "Whether rows that were masked `after` are divided by what is left."),
    mask_field<&MaskOptions::empty_rows>("empty_rows", normalized,
                                         "The weights of a row that may attend nothing: `zero`, `nan` (0/0, as the "
                                         "formula says), or `uniform` over all keys. Of softmax, uniform weights and "
                                         "what is renormalised; other normalisers give zeros."),

    // Where a token stands
    field<&Scenario::position>("position", positioned,
                               "How attention learns where a token stands. `alibi` and `relative` are added to scores, "
                               "so that `linear`, which has none, refuses them.")
        .up_to(Position::rotary_interleaved, MechanismSet(linear)),
    field<&Scenario::position_base>("position_base", positioned, "Base of the wavelengths.")
        .within(1.0, 1e6)
        .when("position", Position::sinusoidal, Position::rotary, Position::rotary_interleaved),
    field<&Scenario::position_first>("position_first", positioned, "The position of the first token.")
        .within(0, Limits::tokens)
        .when("position", Position::sinusoidal, Position::learned, Position::rotary, Position::rotary_interleaved),
    field<&Scenario::position_rows>("position_rows", positioned,
                                    "How many positions the learned table has; null: as many as are needed. A later "
                                    "token has none, and is an error.")
        .within(1, 2 * Limits::tokens)
        .when("position", Position::learned),
    field<&Scenario::position_slope>("position_slope", positioned,
                                     "What every step of distance takes off a score; null: each head's slope as in the "
                                     "article, 2^(-8 h / heads).")
        .within(-Limits::factor, Limits::factor)
        .when("position", Position::alibi),

    // Sequences
    field<&Scenario::visited>("visited", MechanismSet(pointer), "Whether what was chosen is hidden from then on."),
    field<&Scenario::steps>("steps", sequence.with(MechanismSet(pointer)),
                            "Decoding steps; null: as many as there are elements, or words in `targets`; a teacher "
                            "dictates no more than those.")
        .within(1, Limits::tokens),
    field<&Scenario::cell>("cell", recurrent,
                           "The unit of the recurrent network; `none`: the decoder's states are the matrix `states`, a "
                           "row a step, and no word changes them.")
        .up_to(RecurrentCell::gated, recurrent.without(MechanismSet(luong, local))),
    field<&Scenario::encoder>("encoder", recurrent,
                              "What reads the tokens before they are attended; `none`: their embeddings are attended "
                              "themselves, and a decoder starts from the row `s_0`.")
        .up_to(SequenceEncoder::none, recurrent.without(MechanismSet(pointer))),
    field<&Scenario::elements>(
        "elements", MechanismSet(pointer),
        "What the tokens are: words with embeddings, or numbers, or points `x,y`, which are read as they stand."),
    field<&Scenario::beam>("beam", MechanismSet(pointer), "How many partial sequences are kept; 1: greedy.")
        .within(1, Limits::beam),
    field<&Scenario::alignment>("alignment", MechanismSet(local), "Where local attention centres its window."),
    field<&Scenario::reading>("reading", MechanismSet(local),
                              "What predictive local attention does where the article is open.")
        .when("alignment", Alignment::predictive),
    field<&Scenario::half_window>("half_window", MechanismSet(local), "D: the window reaches this far to both sides.")
        .within(1, Limits::tokens),

    // Transformer blocks
    field<&Scenario::norm_first>("norm_first", blocks, "Whether layers are normalised before, not after, each part."),
    field<&Scenario::activation>("activation", blocks, "Inside the feed-forward network."),
    field<&Scenario::final_norm>("final_norm", blocks, "Whether the last block's output is normalised once more."),
    field<&Scenario::encoded>("encoded", MechanismSet(decoder),
                              "Whether the keys pass an encoder of as many blocks first: a whole Transformer."),
    field<&Scenario::block_size>("block_size", MechanismSet(streaming), "Keys that are read at a time.")
        .within(1, Limits::tokens),

    // Matrices
    field<&Scenario::weights>("weights", everything,
                              "Matrices by name, in place of those that would be drawn: as lists of rows, as `\"I\"` "
                              "for the identity, or as one number for all cells.")
        .within(-Limits::number, Limits::number),
    field<&Scenario::edits>("edits", everything,
                            R"(Single numbers that differ: `{"matrix": name, "row": 0, "column": 0, "value": 1}`.)")
        .within(-Limits::number, Limits::number),
};

constexpr auto without_texts() {
  auto list = field_list;
  for (Field& field : list) field.text = {};
  return list;
}

}  // namespace attention::detail
