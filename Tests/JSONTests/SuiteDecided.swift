import JSON

/// The `i_` cases, which a parser may accept or refuse, with our decision; and the three `y_` cases refused on purpose.
extension SuiteCase {
  static let decided: [SuiteCase] = stricterThanTheSuite + decidedNumbers + decidedStrings + decidedStructures

  /// A duplicate name has no single meaning; PostgreSQL stores no U+0000.
  private static let stricterThanTheSuite: [SuiteCase] = [
    .refused("y_object_duplicated_key", #"{"a":"b","a":"c"}"#, .duplicateName),
    .refused("y_object_duplicated_key_and_value", #"{"a":"b","a":"b"}"#, .duplicateName),
    .refused("y_object_escaped_null_in_key", #"{"foo\u0000bar": 42}"#, .nul),
    .refused("y_string_null_escape", #"["\u0000"]"#, .nul),
  ]

  /// A number is a text: size is no reason to refuse it here, `int64` and `double` say nil where they cannot hold it.
  private static let decidedNumbers: [SuiteCase] = [
    .accepted("i_number_double_huge_neg_exp", "[123.456e-789]"),
    .accepted("i_number_huge_exp", "[0.4e00669999999999999999999999999999999999999999999999999999999999999999999969999999006]"),
    .accepted("i_number_neg_int_huge_exp", "[-1e+9999]"),
    .accepted("i_number_pos_double_huge_exp", "[1.5e+9999]"),
    .accepted("i_number_real_neg_overflow", "[-123123e100000]"),
    .accepted("i_number_real_pos_overflow", "[123123e100000]"),
    .accepted("i_number_real_underflow", "[123e-10000000]"),
    .accepted("i_number_too_big_neg_int", "[-123123123123123123123123123123]"),
    .accepted("i_number_too_big_pos_int", "[100000000000000000000]"),
    .accepted("i_number_very_big_negative_int", "[-237462374673276894279832749832423479823246327846]"),
  ]

  private static let decidedStrings: [SuiteCase] = [
    .refused("i_object_key_lone_2nd_surrogate", #"{"\uDFAA":0}"#, .loneSurrogate),
    .refused("i_string_1st_surrogate_but_2nd_missing", #"["\uDADA"]"#, .loneSurrogate),
    .refused("i_string_1st_valid_surrogate_2nd_invalid", #"["\uD888\u1234"]"#, .loneSurrogate),
    .refused("i_string_UTF-16LE_with_BOM", bytes: [0xff, 0xfe, 0x5b, 0, 0x22, 0, 0xe9, 0, 0x22, 0, 0x5d, 0], .invalidUTF8),
    .refused("i_string_UTF-8_invalid_sequence", bytes: quoted(0xe6, 0x97, 0xa5, 0xd1, 0x88, 0xfa), .invalidUTF8),
    .refused("i_string_UTF8_surrogate_U+D800", bytes: quoted(0xed, 0xa0, 0x80), .invalidUTF8),
    .refused("i_string_incomplete_surrogate_and_escape_valid", #"["\uD800\n"]"#, .loneSurrogate),
    .refused("i_string_incomplete_surrogate_pair", #"["\uDd1ea"]"#, .loneSurrogate),
    .refused("i_string_incomplete_surrogates_escape_valid", #"["\uD800\uD800\n"]"#, .loneSurrogate),
    .refused("i_string_invalid_lonely_surrogate", #"["\ud800"]"#, .loneSurrogate),
    .refused("i_string_invalid_surrogate", #"["\ud800abc"]"#, .loneSurrogate),
    .refused("i_string_invalid_utf-8", bytes: quoted(0xff), .invalidUTF8),
    .refused("i_string_inverted_surrogates_U+1D11E", #"["\uDd1e\uD834"]"#, .loneSurrogate),
    .refused("i_string_iso_latin_1", bytes: quoted(0xe9), .invalidUTF8),
    .refused("i_string_lone_second_surrogate", #"["\uDFAA"]"#, .loneSurrogate),
    .refused("i_string_lone_utf8_continuation_byte", bytes: quoted(0x81), .invalidUTF8),
    .refused("i_string_not_in_unicode_range", bytes: quoted(0xf4, 0xbf, 0xbf, 0xbf), .invalidUTF8),
    .refused("i_string_overlong_sequence_2_bytes", bytes: quoted(0xc0, 0xaf), .invalidUTF8),
    .refused("i_string_overlong_sequence_6_bytes", bytes: quoted(0xfc, 0x83, 0xbf, 0xbf, 0xbf, 0xbf), .invalidUTF8),
    .refused("i_string_overlong_sequence_6_bytes_null", bytes: quoted(0xfc, 0x80, 0x80, 0x80, 0x80, 0x80), .invalidUTF8),
    .refused("i_string_truncated-utf-8", bytes: quoted(0xe0, 0xff), .invalidUTF8),
    .refused("i_string_utf16BE_no_BOM", bytes: [0, 0x5b, 0, 0x22, 0, 0xe9, 0, 0x22, 0, 0x5d], .nul),
    .refused("i_string_utf16LE_no_BOM", bytes: [0x5b, 0, 0x22, 0, 0xe9, 0, 0x22, 0, 0x5d, 0], .nul),
  ]

  private static let decidedStructures: [SuiteCase] = [
    .refused("i_structure_500_nested_arrays", String(repeating: "[", count: 500) + String(repeating: "]", count: 500), .depth),
    .refused("i_structure_UTF-8_BOM_empty_object", bytes: [0xef, 0xbb, 0xbf, 0x7b, 0x7d], .byteOrderMark),
  ]
}
