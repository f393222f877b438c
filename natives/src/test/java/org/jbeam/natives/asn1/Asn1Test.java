package org.jbeam.natives.asn1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jbeam.term.Bitstring;
import org.jbeam.term.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of OTP 25.2.3's {@code asn1rt_nif}. */
class Asn1Test {
    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "<<48,128,0,0>>                 ~ {{16,[]},<<>>}",
        "<<48,3,2,1,5,9>>               ~ {{16,[{2,<<5>>}]},<<9>>}",
        "<<191,133,10,2,5,0>>           ~ {{131722,[{5,<<>>}]},<<>>}",
        "<<4,129,2,7,7>>                ~ {{4,<<7,7>>},<<>>}",
        "<<>>                           ~ {error,{invalid_value,0}}",
        "<<4,5,1>>                      ~ {error,{invalid_value,1}}",
        "<<4,128,0,0>>                  ~ {error,{invalid_length,2}}",
        "<<31,255,255,1,0>>             ~ {error,{invalid_tag,2}}",
        "<<4,133,1,1,1,1,1,1>>          ~ {error,{invalid_length,6}}"})
    void readsBer(String bytes, String expected) {
        assertEquals(Term.parse(expected), Asn1Bifs.decodeBer(Term.parse(bytes)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "{16,[{2,<<5>>},{131722,[]}]}   ~ <<48,7,2,1,5,191,133,10,0>>",
        "{4,<<>>}                       ~ <<4,0>>",
        "{1,a}                          ~ {error,-1}",
        "{-1,<<>>}                      ~ {error,-1}",
        "{1,[{2,<<>>}|x]}               ~ {error,-1}"})
    void writesBer(String tlv, String expected) {
        assertEquals(Term.parse(expected), Asn1Bifs.encodeBer(Term.parse(tlv)));
    }

    @Test
    void nestingIsBounded() {
        byte[] nested = new byte[1 << 20];
        for (int i = 0; i < nested.length; i += 2) {
            nested[i] = 0x30;
            nested[i + 1] = (byte) 0x80;
        }
        assertEquals(Term.parse("{error,{unknown,1171}}"), Asn1Bifs.decodeBer(Bitstring.of(nested)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
        "[]                             ~ <<>>",
        "[2]                            ~ <<0>>",
        "[1,0,1]                        ~ <<160>>",
        "[1,10,8,255]                   ~ <<255,128>>",
        "[1,20,2,7,9]                   ~ <<128,7,9>>",
        "[1,30,4,1,240]                 ~ <<248>>",
        "[40,3,5,1,0,1,1,1]             ~ <<160>>",
        "[45,12,2,255,240,1]            ~ <<255,248>>",
        "[40,1,1,2]                     ~ {error,49}",
        "[20,4,1]                       ~ {error,49}",
        "[99]                           ~ {error,49}"})
    void completesPer(String instructions, String expected) {
        assertEquals(Term.parse(expected), Asn1Bifs.completePer(Term.parse(instructions)));
    }
}
