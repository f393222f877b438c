#!/usr/bin/env escript
%% Asks OTP's re module for the Unicode data it works with, and writes it as the resource unicode7.txt of the regex package:
%%   escript unicode_data.escript unicode7.txt
%% A line is a name and the code points that have it: in base 36, alternately the distance to the next range and the range's length minus one.
%% "@" lines are sets of characters that match each other without regard to case: code points in base 36. The name "-" has the characters
%% before which \X breaks although a combining mark follows, "+" those that join the character before them.
main([Out]) ->
    All = lists:seq(0, 16#D7FF) ++ lists:seq(16#E000, 16#10FFFF),
    Subject = unicode:characters_to_binary(All),
    Names = [list_to_binary(C) || C <- categories()] ++ scripts(),
    {ok, F} = file:open(Out, [write, raw, delayed_write]),
    file:write(F, "# Unicode data as PCRE 8.44 in OTP 25 has it, written by unicode_data.escript\n"),
    [file:write(F, [N, ranges(find(Subject, N)), $\n]) || N <- Names],
    file:write(F, ["+", ranges(joins([C || C <- All, C =/= 13, C =/= 10])), $\n]),
    file:write(F, ["-", ranges(breaks(All)), $\n]),
    Cased = cased(All),
    [file:write(F, ["@", [[$\s, b36(C)] || C <- S], $\n]) || S <- lists:usort([case_set(C, Cased) || C <- Cased]), length(S) > 1],
    file:close(F).

categories() ->
    ["Cc", "Cf", "Cn", "Co", "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "No", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc",
     "Sk", "Sm", "So", "Zl", "Zp", "Zs"].

%% The names of scripts that this version of re knows, of all that Unicode had up to version 10.
scripts() ->
    [N || N <- binary:split(list_to_binary(
        "Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali Bhaiksuki Bopomofo Brahmi Braille"
        " Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian Chakma Cham Cherokee Common Coptic Cuneiform Cypriot Cyrillic Deseret"
        " Devanagari Duployan Egyptian_Hieroglyphs Elbasan Ethiopic Georgian Glagolitic Gothic Grantha Greek Gujarati Gurmukhi Han Hangul"
        " Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi Inscriptional_Parthian Javanese Kaithi Kannada"
        " Katakana Kayah_Li Kharoshthi Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian Lydian Mahajani Malayalam"
        " Mandaic Manichaean Marchen Masaram_Gondi Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro"
        " Multani Myanmar Nabataean New_Tai_Lue Newa Nko Nushu Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic"
        " Old_Persian Old_South_Arabian Old_Turkic Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau Phags_Pa Phoenician"
        " Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham SignWriting Sinhala Sora_Sompeng Soyombo Sundanese"
        " Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta"
        " Ugaritic Vai Warang_Citi Yi Zanabazar_Square Unknown"), <<" ">>, [global]),
        element(1, re:compile(["\\p{", N, "}"], [unicode])) =:= ok].

find(Subject, Name) ->
    case re:run(Subject, ["\\p{", Name, "}+"], [unicode, global, {capture, first, binary}]) of
        nomatch -> [];
        {match, L} -> lists:append([unicode:characters_to_list(B) || [B] <- L])
    end.

joins(Chars) ->
    {ok, Re} = re:compile("^\\X\\z", [unicode]),
    [C || C <- Chars, re:run(<<"a", C/utf8>>, Re) =/= nomatch].

breaks(Chars) ->
    {ok, Re} = re:compile("^\\X\\z", [unicode]),
    [C || C <- Chars, re:run(<<C/utf8, 16#300/utf8>>, Re) =:= nomatch].

cased(All) ->
    Subject = unicode:characters_to_binary(All),
    {ok, Re} = re:compile("[^\\p{Lo}\\p{C}]", [unicode]),
    {match, L} = re:run(Subject, Re, [global, {capture, first, binary}]),
    lists:append([unicode:characters_to_list(B) || [B] <- L]).

%% Letters that may be another's case are searched as one string.
case_set(C, Cased) ->
    Text = case get(text) of
        undefined -> T = unicode:characters_to_binary(Cased), put(text, T), T;
        T -> T
    end,
    {match, L} = re:run(Text, [$\\, $x, ${, integer_to_list(C, 16), $}], [unicode, caseless, global, {capture, first, binary}]),
    lists:append([unicode:characters_to_list(B) || [B] <- L]).

ranges(Chars) -> ranges(Chars, 0).
ranges([], _) -> [];
ranges([C | T], At) ->
    {Last, Rest} = run(C, T),
    [$\s, b36(C - At), $\s, b36(Last - C) | ranges(Rest, Last + 1)].

%% Surrogates, which no text has, do not end a range.
run(16#D7FF, [16#E000 | T]) -> run(16#E000, T);
run(C, [N | T]) when N =:= C + 1 -> run(N, T);
run(C, T) -> {C, T}.

b36(N) -> string:lowercase(integer_to_list(N, 36)).
