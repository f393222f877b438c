package org.jbeam.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jbeam.term.Atom;
import org.jbeam.term.Tuple;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Functions compiled by OTP 25 give, in every way of translating them, what they give there: values, exceptions and stack traces. */
class GoldenTest {
    private static final TranslatorOptions PLAIN = TranslatorOptions.UNOPTIMIZED;
    /** So small that nearly every function is cut into segments. */
    private static final TranslatorOptions CUT = new TranslatorOptions(TranslatorOptions.LinkMode.INDY, 300);

    @TestFactory
    List<DynamicTest> core() throws Exception {
        return cases("jb_core", TranslatorOptions.DEFAULT);
    }

    @TestFactory
    List<DynamicTest> coreUnoptimized() throws Exception {
        return cases("jb_core", PLAIN);
    }

    @TestFactory
    List<DynamicTest> coreCut() throws Exception {
        return cases("jb_core", CUT);
    }

    @TestFactory
    List<DynamicTest> loops() throws Exception {
        return cases("jb_loops", TranslatorOptions.DEFAULT);
    }

    @TestFactory
    List<DynamicTest> loopsUnoptimized() throws Exception {
        return cases("jb_loops", PLAIN);
    }

    @TestFactory
    List<DynamicTest> loopsCut() throws Exception {
        return cases("jb_loops", CUT);
    }

    @TestFactory
    List<DynamicTest> longs() throws Exception {
        return cases("jb_longs", TranslatorOptions.DEFAULT);
    }

    @TestFactory
    List<DynamicTest> longsUnoptimized() throws Exception {
        return cases("jb_longs", PLAIN);
    }

    @TestFactory
    List<DynamicTest> longsCut() throws Exception {
        return cases("jb_longs", CUT);
    }

    @TestFactory
    List<DynamicTest> bits() throws Exception {
        return cases("jb_bits", TranslatorOptions.DEFAULT);
    }

    @TestFactory
    List<DynamicTest> bitsCut() throws Exception {
        return cases("jb_bits", CUT);
    }

    private static List<DynamicTest> cases(String module, TranslatorOptions options) throws Exception {
        String golden = new String(TestMachine.resource(module + ".golden"), StandardCharsets.UTF_8);
        TestMachine.load(module, options);
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : golden.split("\n")) {
            int tab = line.indexOf('\t');
            String name = line.substring(0, tab);
            String wanted = line.substring(tab + 1);
            tests.add(DynamicTest.dynamicTest(name, () -> {
                Tuple result = (Tuple) TestMachine.call(module, "run", Atom.of(name));
                assertEquals(wanted, result.element(1).toString());
            }));
        }
        return tests;
    }
}
