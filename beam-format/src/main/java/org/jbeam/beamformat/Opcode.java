package org.jbeam.beamformat;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The generic instructions of BEAM files, OTP R5 to 29: numbers, names, operand kinds, releases, and what analyses ask.
 *
 * <p>A signature holds one letter per operand (see {@link OperandKind}); {@code *} with letters behind it is a list operand made of groups
 * of these. Source: OTP's {@code lib/compiler/src/genop.tab} of releases 25 to 29.
 */
public enum Opcode {
    /** {@code label/1}. */
    LABEL(1, "L", 5, 0),
    /** {@code func_info/3}. */
    FUNC_INFO(2, "a a A", 5, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK),
    /** {@code int_code_end/0}. */
    INT_CODE_END(3, "", 5, 0, Flag.ENDS_BLOCK),
    /** {@code call/2}. */
    CALL(4, "A e", 5, 0, Flag.CAN_RAISE, Flag.CALLS),
    /** {@code call_last/3}. */
    CALL_LAST(5, "A e D", 5, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK, Flag.TAIL_CALLS),
    /** {@code call_only/2}. */
    CALL_ONLY(6, "A e", 5, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK, Flag.TAIL_CALLS),
    /** {@code call_ext/2}. */
    CALL_EXT(7, "A I", 5, 0, Flag.CAN_RAISE, Flag.CALLS),
    /** {@code call_ext_last/3}. */
    CALL_EXT_LAST(8, "A I D", 5, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK, Flag.TAIL_CALLS),
    /** {@code bif0/2}. */
    BIF0(9, "I d", 5, 0),
    /** {@code bif1/4}. */
    BIF1(10, "j I s d", 5, 0, Flag.CAN_RAISE),
    /** {@code bif2/5}. */
    BIF2(11, "j I s s d", 5, 0, Flag.CAN_RAISE),
    /** {@code allocate/2}. */
    ALLOCATE(12, "D N", 5, 0),
    /** {@code allocate_heap/3}. */
    ALLOCATE_HEAP(13, "D H N", 5, 0),
    /** {@code allocate_zero/2}. */
    ALLOCATE_ZERO(14, "D N", 5, 29),
    /** {@code allocate_heap_zero/3}. */
    ALLOCATE_HEAP_ZERO(15, "D H N", 5, 29),
    /** {@code test_heap/2}. */
    TEST_HEAP(16, "H N", 5, 0),
    /** {@code init/1}. */
    INIT(17, "y", 5, 29),
    /** {@code deallocate/1}. */
    DEALLOCATE(18, "D", 5, 0),
    /** {@code return/0}. */
    RETURN(19, "", 5, 0, Flag.ENDS_BLOCK),
    /** {@code send/0}. */
    SEND(20, "", 5, 0, Flag.CAN_RAISE),
    /** {@code remove_message/0}. */
    REMOVE_MESSAGE(21, "", 5, 0),
    /** {@code timeout/0}. */
    TIMEOUT(22, "", 5, 0),
    /** {@code loop_rec/2}. */
    LOOP_REC(23, "f d", 5, 0, Flag.WAITS),
    /** {@code loop_rec_end/1}. */
    LOOP_REC_END(24, "f", 5, 0, Flag.ENDS_BLOCK, Flag.WAITS),
    /** {@code wait/1}. */
    WAIT(25, "f", 5, 0, Flag.ENDS_BLOCK, Flag.WAITS),
    /** {@code wait_timeout/2}. */
    WAIT_TIMEOUT(26, "f s", 5, 0, Flag.CAN_RAISE, Flag.WAITS),
    /** {@code m_plus/4}. */
    M_PLUS(27, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code m_minus/4}. */
    M_MINUS(28, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code m_times/4}. */
    M_TIMES(29, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code m_div/4}. */
    M_DIV(30, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code int_div/4}. */
    INT_DIV(31, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code int_rem/4}. */
    INT_REM(32, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code int_band/4}. */
    INT_BAND(33, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code int_bor/4}. */
    INT_BOR(34, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code int_bxor/4}. */
    INT_BXOR(35, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code int_bsl/4}. */
    INT_BSL(36, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code int_bsr/4}. */
    INT_BSR(37, "j s s d", 5, 25, Flag.CAN_RAISE),
    /** {@code int_bnot/3}. */
    INT_BNOT(38, "j s d", 5, 25, Flag.CAN_RAISE),
    /** {@code is_lt/3}. */
    IS_LT(39, "f s s", 5, 0),
    /** {@code is_ge/3}. */
    IS_GE(40, "f s s", 5, 0),
    /** {@code is_eq/3}. */
    IS_EQ(41, "f s s", 5, 0),
    /** {@code is_ne/3}. */
    IS_NE(42, "f s s", 5, 0),
    /** {@code is_eq_exact/3}. */
    IS_EQ_EXACT(43, "f s s", 5, 0),
    /** {@code is_ne_exact/3}. */
    IS_NE_EXACT(44, "f s s", 5, 0),
    /** {@code is_integer/2}. */
    IS_INTEGER(45, "f s", 5, 0),
    /** {@code is_float/2}. */
    IS_FLOAT(46, "f s", 5, 0),
    /** {@code is_number/2}. */
    IS_NUMBER(47, "f s", 5, 0),
    /** {@code is_atom/2}. */
    IS_ATOM(48, "f s", 5, 0),
    /** {@code is_pid/2}. */
    IS_PID(49, "f s", 5, 0),
    /** {@code is_reference/2}. */
    IS_REFERENCE(50, "f s", 5, 0),
    /** {@code is_port/2}. */
    IS_PORT(51, "f s", 5, 0),
    /** {@code is_nil/2}. */
    IS_NIL(52, "f s", 5, 0),
    /** {@code is_binary/2}. */
    IS_BINARY(53, "f s", 5, 0),
    /** {@code is_constant/2}. */
    IS_CONSTANT(54, "f s", 5, 25),
    /** {@code is_list/2}. */
    IS_LIST(55, "f s", 5, 0),
    /** {@code is_nonempty_list/2}. */
    IS_NONEMPTY_LIST(56, "f s", 5, 0),
    /** {@code is_tuple/2}. */
    IS_TUPLE(57, "f s", 5, 0),
    /** {@code test_arity/3}. */
    TEST_ARITY(58, "f s u", 5, 0),
    /** {@code select_val/3}. */
    SELECT_VAL(59, "s f *sf", 5, 0, Flag.ENDS_BLOCK),
    /** {@code select_tuple_arity/3}. */
    SELECT_TUPLE_ARITY(60, "s f *uf", 5, 0, Flag.ENDS_BLOCK),
    /** {@code jump/1}. */
    JUMP(61, "f", 5, 0, Flag.ENDS_BLOCK),
    /** {@code catch/2}. */
    CATCH(62, "y f", 5, 0),
    /** {@code catch_end/1}. */
    CATCH_END(63, "y", 5, 0),
    /** {@code move/2}. */
    MOVE(64, "s d", 5, 0),
    /** {@code get_list/3}. */
    GET_LIST(65, "s d d", 5, 0),
    /** {@code get_tuple_element/3}. */
    GET_TUPLE_ELEMENT(66, "s u d", 5, 0),
    /** {@code set_tuple_element/3}. */
    SET_TUPLE_ELEMENT(67, "s s u", 5, 0),
    /** {@code put_string/3}. */
    PUT_STRING(68, "u u d", 5, 25),
    /** {@code put_list/3}. */
    PUT_LIST(69, "s s d", 5, 0),
    /** {@code put_tuple/2}. */
    PUT_TUPLE(70, "u d", 5, 25),
    /** {@code put/1}. */
    PUT(71, "s", 5, 25),
    /** {@code badmatch/1}. */
    BADMATCH(72, "s", 5, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK),
    /** {@code if_end/0}. */
    IF_END(73, "", 5, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK),
    /** {@code case_end/1}. */
    CASE_END(74, "s", 5, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK),
    /** {@code call_fun/1}. */
    CALL_FUN(75, "A", 5, 0, Flag.CAN_RAISE, Flag.CALLS),
    /** {@code make_fun/3}. */
    MAKE_FUN(76, "? ? ?", 5, 25),
    /** {@code is_function/2}. */
    IS_FUNCTION(77, "f s", 5, 0),
    /** {@code call_ext_only/2}. */
    CALL_EXT_ONLY(78, "A I", 5, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK, Flag.TAIL_CALLS),
    /** {@code bs_start_match/2}. */
    BS_START_MATCH(79, "? ?", 7, 25),
    /** {@code bs_get_integer/5}. */
    BS_GET_INTEGER(80, "? ? ? ? ?", 7, 25),
    /** {@code bs_get_float/5}. */
    BS_GET_FLOAT(81, "? ? ? ? ?", 7, 25),
    /** {@code bs_get_binary/5}. */
    BS_GET_BINARY(82, "? ? ? ? ?", 7, 25),
    /** {@code bs_skip_bits/4}. */
    BS_SKIP_BITS(83, "? ? ? ?", 7, 25),
    /** {@code bs_test_tail/2}. */
    BS_TEST_TAIL(84, "? ?", 7, 25),
    /** {@code bs_save/1}. */
    BS_SAVE(85, "?", 7, 25),
    /** {@code bs_restore/1}. */
    BS_RESTORE(86, "?", 7, 25),
    /** {@code bs_init/2}. */
    BS_INIT(87, "? ?", 7, 25),
    /** {@code bs_final/2}. */
    BS_FINAL(88, "? ?", 7, 25),
    /** {@code bs_put_integer/5}. */
    BS_PUT_INTEGER(89, "j s u B s", 7, 29, Flag.CAN_RAISE),
    /** {@code bs_put_binary/5}. */
    BS_PUT_BINARY(90, "j s u B s", 7, 29, Flag.CAN_RAISE),
    /** {@code bs_put_float/5}. */
    BS_PUT_FLOAT(91, "j s u B s", 7, 29, Flag.CAN_RAISE),
    /** {@code bs_put_string/2}. */
    BS_PUT_STRING(92, "u u", 7, 29),
    /** {@code bs_need_buf/1}. */
    BS_NEED_BUF(93, "?", 7, 25),
    /** {@code fclearerror/0}. */
    FCLEARERROR(94, "", 8, 29, Flag.NO_OP),
    /** {@code fcheckerror/1}. */
    FCHECKERROR(95, "j", 8, 29, Flag.NO_OP),
    /** {@code fmove/2}. */
    FMOVE(96, "S R", 8, 0),
    /** {@code fconv/2}. */
    FCONV(97, "s m", 8, 0, Flag.CAN_RAISE),
    /** {@code fadd/4}. */
    FADD(98, "j l l m", 8, 0, Flag.CAN_RAISE),
    /** {@code fsub/4}. */
    FSUB(99, "j l l m", 8, 0, Flag.CAN_RAISE),
    /** {@code fmul/4}. */
    FMUL(100, "j l l m", 8, 0, Flag.CAN_RAISE),
    /** {@code fdiv/4}. */
    FDIV(101, "j l l m", 8, 0, Flag.CAN_RAISE),
    /** {@code fnegate/3}. */
    FNEGATE(102, "j l m", 8, 0, Flag.CAN_RAISE),
    /** {@code make_fun2/1}. */
    MAKE_FUN2(103, "F", 8, 29),
    /** {@code try/2}. */
    TRY(104, "y f", 10, 0),
    /** {@code try_end/1}. */
    TRY_END(105, "y", 10, 0),
    /** {@code try_case/1}. */
    TRY_CASE(106, "y", 10, 0),
    /** {@code try_case_end/1}. */
    TRY_CASE_END(107, "s", 10, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK),
    /** {@code raise/2}. */
    RAISE(108, "s s", 10, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK),
    /** {@code bs_init2/6}. */
    BS_INIT2(109, "j n H N B d", 10, 29, Flag.CAN_RAISE),
    /** {@code bs_bits_to_bytes/3}. */
    BS_BITS_TO_BYTES(110, "? ? ?", 10, 25),
    /** {@code bs_add/5}. */
    BS_ADD(111, "j s s u d", 10, 29, Flag.CAN_RAISE),
    /** {@code apply/1}. */
    APPLY(112, "A", 10, 0, Flag.CAN_RAISE, Flag.CALLS),
    /** {@code apply_last/2}. */
    APPLY_LAST(113, "A D", 10, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK, Flag.TAIL_CALLS),
    /** {@code is_boolean/2}. */
    IS_BOOLEAN(114, "f s", 10, 0),
    /** {@code is_function2/3}. */
    IS_FUNCTION2(115, "f s s", 10, 0),
    /** {@code bs_start_match2/5}. */
    BS_START_MATCH2(116, "? ? ? ? ?", 11, 25),
    /** {@code bs_get_integer2/7}. */
    BS_GET_INTEGER2(117, "f s N s u B d", 11, 0),
    /** {@code bs_get_float2/7}. */
    BS_GET_FLOAT2(118, "f s N s u B d", 11, 0),
    /** {@code bs_get_binary2/7}. */
    BS_GET_BINARY2(119, "f s N s u B d", 11, 0),
    /** {@code bs_skip_bits2/5}. */
    BS_SKIP_BITS2(120, "f s s u B", 11, 0),
    /** {@code bs_test_tail2/3}. */
    BS_TEST_TAIL2(121, "f s u", 11, 0),
    /** {@code bs_save2/2}. */
    BS_SAVE2(122, "? ?", 11, 25),
    /** {@code bs_restore2/2}. */
    BS_RESTORE2(123, "? ?", 11, 25),
    /** {@code gc_bif1/5}. */
    GC_BIF1(124, "j N I s d", 11, 0, Flag.CAN_RAISE),
    /** {@code gc_bif2/6}. */
    GC_BIF2(125, "j N I s s d", 11, 0, Flag.CAN_RAISE),
    /** {@code bs_final2/2}. */
    BS_FINAL2(126, "? ?", 11, 25),
    /** {@code bs_bits_to_bytes2/2}. */
    BS_BITS_TO_BYTES2(127, "? ?", 11, 25),
    /** {@code put_literal/2}. */
    PUT_LITERAL(128, "? ?", 11, 25),
    /** {@code is_bitstr/2}. */
    IS_BITSTR(129, "f s", 11, 0),
    /** {@code bs_context_to_binary/1}. */
    BS_CONTEXT_TO_BINARY(130, "?", 12, 25),
    /** {@code bs_test_unit/3}. */
    BS_TEST_UNIT(131, "f s u", 12, 0),
    /** {@code bs_match_string/4}. */
    BS_MATCH_STRING(132, "f s u u", 12, 0),
    /** {@code bs_init_writable/0}. */
    BS_INIT_WRITABLE(133, "", 12, 0),
    /** {@code bs_append/8}. */
    BS_APPEND(134, "j s H N u s B d", 12, 29, Flag.CAN_RAISE),
    /** {@code bs_private_append/6}. */
    BS_PRIVATE_APPEND(135, "j s u s B d", 12, 29, Flag.CAN_RAISE),
    /** {@code trim/2}. */
    TRIM(136, "u u", 12, 0),
    /** {@code bs_init_bits/6}. */
    BS_INIT_BITS(137, "j n H N B d", 12, 29, Flag.CAN_RAISE),
    /** {@code bs_get_utf8/5}. */
    BS_GET_UTF8(138, "f s N B d", 12, 0),
    /** {@code bs_skip_utf8/4}. */
    BS_SKIP_UTF8(139, "f s N B", 12, 0),
    /** {@code bs_get_utf16/5}. */
    BS_GET_UTF16(140, "f s N B d", 12, 0),
    /** {@code bs_skip_utf16/4}. */
    BS_SKIP_UTF16(141, "f s N B", 12, 0),
    /** {@code bs_get_utf32/5}. */
    BS_GET_UTF32(142, "f s N B d", 12, 0),
    /** {@code bs_skip_utf32/4}. */
    BS_SKIP_UTF32(143, "f s N B", 12, 0),
    /** {@code bs_utf8_size/3}. */
    BS_UTF8_SIZE(144, "j s d", 12, 29, Flag.CAN_RAISE),
    /** {@code bs_put_utf8/3}. */
    BS_PUT_UTF8(145, "j B s", 12, 29, Flag.CAN_RAISE),
    /** {@code bs_utf16_size/3}. */
    BS_UTF16_SIZE(146, "j s d", 12, 29, Flag.CAN_RAISE),
    /** {@code bs_put_utf16/3}. */
    BS_PUT_UTF16(147, "j B s", 12, 29, Flag.CAN_RAISE),
    /** {@code bs_put_utf32/3}. */
    BS_PUT_UTF32(148, "j B s", 12, 29, Flag.CAN_RAISE),
    /** {@code on_load/0}. */
    ON_LOAD(149, "", 13, 0, Flag.NO_OP),
    /** {@code recv_mark/1}. */
    RECV_MARK(150, "f", 14, 29, Flag.NO_OP),
    /** {@code recv_set/1}. */
    RECV_SET(151, "f", 14, 29, Flag.NO_OP),
    /** {@code gc_bif3/7}. */
    GC_BIF3(152, "j N I s s s d", 14, 0, Flag.CAN_RAISE),
    /** {@code line/1}. */
    LINE(153, "M", 15, 0, Flag.NO_OP),
    /** {@code put_map_assoc/5}. */
    PUT_MAP_ASSOC(154, "j s d N *ss", 17, 0, Flag.CAN_RAISE),
    /** {@code put_map_exact/5}. */
    PUT_MAP_EXACT(155, "j s d N *ss", 17, 0, Flag.CAN_RAISE),
    /** {@code is_map/2}. */
    IS_MAP(156, "f s", 17, 0),
    /** {@code has_map_fields/3}. */
    HAS_MAP_FIELDS(157, "f s *s", 17, 0),
    /** {@code get_map_elements/3}. */
    GET_MAP_ELEMENTS(158, "f s *sd", 17, 0),
    /** {@code is_tagged_tuple/4}. */
    IS_TAGGED_TUPLE(159, "f s u a", 20, 0),
    /** {@code build_stacktrace/0}. */
    BUILD_STACKTRACE(160, "", 21, 0),
    /** {@code raw_raise/0}. */
    RAW_RAISE(161, "", 21, 0, Flag.CAN_RAISE),
    /** {@code get_hd/2}. */
    GET_HD(162, "s d", 21, 0),
    /** {@code get_tl/2}. */
    GET_TL(163, "s d", 21, 0),
    /** {@code put_tuple2/2}. */
    PUT_TUPLE2(164, "d *s", 22, 0),
    /** {@code bs_get_tail/3}. */
    BS_GET_TAIL(165, "s d N", 22, 0),
    /** {@code bs_start_match3/4}. */
    BS_START_MATCH3(166, "f s N d", 22, 0),
    /** {@code bs_get_position/3}. */
    BS_GET_POSITION(167, "s d N", 22, 0),
    /** {@code bs_set_position/2}. */
    BS_SET_POSITION(168, "s s", 22, 0),
    /** {@code swap/2}. */
    SWAP(169, "r r", 23, 0),
    /** {@code bs_start_match4/4}. */
    BS_START_MATCH4(170, "J N s d", 23, 0, Flag.CAN_RAISE),
    /** {@code make_fun3/3}. */
    MAKE_FUN3(171, "F d *s", 24, 0),
    /** {@code init_yregs/1}. */
    INIT_YREGS(172, "*y", 24, 0),
    /** {@code recv_marker_bind/2}. */
    RECV_MARKER_BIND(173, "s s", 24, 0),
    /** {@code recv_marker_clear/1}. */
    RECV_MARKER_CLEAR(174, "s", 24, 0),
    /** {@code recv_marker_reserve/1}. */
    RECV_MARKER_RESERVE(175, "d", 24, 0),
    /** {@code recv_marker_use/1}. */
    RECV_MARKER_USE(176, "s", 24, 0),
    /** {@code bs_create_bin/6}. */
    BS_CREATE_BIN(177, "j H N u d *auusns", 25, 0, Flag.CAN_RAISE),
    /** {@code call_fun2/3}. */
    CALL_FUN2(178, "t A s", 25, 0, Flag.CAN_RAISE, Flag.CALLS),
    /** {@code nif_start/0}. */
    NIF_START(179, "", 25, 0, Flag.NO_OP),
    /** {@code badrecord/1}. */
    BADRECORD(180, "s", 25, 0, Flag.CAN_RAISE, Flag.ENDS_BLOCK),
    /** {@code update_record/5}. */
    UPDATE_RECORD(181, "a u s d *us", 26, 0),
    /** {@code bs_match/3}. */
    BS_MATCH(182, "j s *?", 26, 0),
    /** {@code executable_line/2}. */
    EXECUTABLE_LINE(183, "u u", 27, 0, Flag.NO_OP),
    /** {@code debug_line/4}. */
    DEBUG_LINE(184, "? ? ? ?", 28, 0, Flag.NO_OP),
    /** {@code bif3/6}. */
    BIF3(185, "j I s s s d", 29, 0, Flag.CAN_RAISE),
    /** {@code is_any_native_record/2}. */
    IS_ANY_NATIVE_RECORD(186, "f s", 29, 0),
    /** {@code is_native_record/4}. */
    IS_NATIVE_RECORD(187, "f s s s", 29, 0),
    /** {@code get_record_elements/3}. */
    GET_RECORD_ELEMENTS(188, "f s *?", 29, 0),
    /** {@code put_record/6}. */
    PUT_RECORD(189, "? ? ? ? ? ?", 29, 0, Flag.CAN_RAISE),
    /** {@code is_record_accessible/3}. */
    IS_RECORD_ACCESSIBLE(190, "? ? ?", 29, 0),
    /** {@code get_record_field/5}. */
    GET_RECORD_FIELD(191, "? ? ? ? ?", 29, 0, Flag.CAN_RAISE),
    /** {@code get_record_elements_id/4}. */
    GET_RECORD_ELEMENTS_ID(192, "? ? ? ?", 29, 0),
    /** {@code update_record_id/6}. */
    UPDATE_RECORD_ID(193, "? ? ? ? ? ?", 29, 0, Flag.CAN_RAISE);

    /** What analyses ask about an instruction, instead of its name. */
    public enum Flag {
        /** May raise an Erlang exception (for one with a fail label: when that is label 0). */
        CAN_RAISE,
        /** Execution never goes on with the next instruction. */
        ENDS_BLOCK,
        /** Runs other code and goes on behind it: afterwards only x0 and the y registers hold values. */
        CALLS,
        /** Leaves the function for another one, dropping the frame. */
        TAIL_CALLS,
        /** Looks at or waits for messages. */
        WAITS,
        /** Has no effect on values: information, or a mark for the loader. */
        NO_OP
    }

    private static final Opcode[] BY_NUMBER = new Opcode[BeamLimits.MAX_OPCODE + 1];

    static {
        for (Opcode op : values()) {
            BY_NUMBER[op.number] = op;
        }
    }

    private final int number;
    private final int introduced;
    private final int dropped;
    private final String opName;
    private final List<OperandKind> operands;
    private final List<OperandKind> listGroup;
    private final Set<Flag> flags;

    Opcode(int number, String signature, int introduced, int dropped, Flag... flags) {
        this.number = number;
        this.introduced = introduced;
        this.dropped = dropped;
        this.opName = name().toLowerCase(Locale.ROOT);
        this.operands = OperandKind.operands(signature);
        this.listGroup = OperandKind.listGroup(signature);
        Set<Flag> set = EnumSet.noneOf(Flag.class);
        set.addAll(List.of(flags));
        this.flags = set;
    }

    /** The opcode of this number, 1..{@link BeamLimits#MAX_OPCODE}, or null when there is none. */
    static Opcode at(int number) {
        return number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }

    /**
     * The opcode of this number.
     *
     * @throws IllegalArgumentException no such opcode
     */
    public static Opcode of(int number) {
        Opcode op = number < 0 ? null : at(number);
        if (op == null) {
            throw new IllegalArgumentException("no opcode " + number);
        }
        return op;
    }

    /** The number in code, 1..193. */
    public int number() {
        return number;
    }

    /** OTP's name, such as {@code call_ext}. */
    public String opName() {
        return opName;
    }

    /** How many operands there are; a list counts as one. */
    public int arity() {
        return operands.size();
    }

    /** The kinds of the operands, {@link #arity()} of them. */
    public List<OperandKind> operands() {
        return operands;
    }

    /** The kinds of one group of a list operand's elements; empty when there is no list operand or anything may stand in it. */
    public List<OperandKind> listGroup() {
        return listGroup;
    }

    /** Does the flag hold? */
    public boolean is(Flag flag) {
        return flags.contains(flag);
    }

    /** The flags that hold; not to be modified. */
    public Set<Flag> flags() {
        return Set.copyOf(flags);
    }

    /** The OTP release that brought it; 5 for that or an earlier one. */
    public int introducedIn() {
        return introduced;
    }

    /** The OTP release whose loader refuses it; 25 for that or an earlier one, 0 when none does. */
    public int droppedIn() {
        return dropped;
    }

    /** Does this OTP release's loader refuse it as too old? */
    public boolean isObsoleteIn(int release) {
        return dropped != 0 && dropped <= release;
    }
}
