package org.jbeam.natives;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jbeam.runtime.Bif;
import org.jbeam.runtime.BifException;
import org.jbeam.runtime.BifModule;
import org.jbeam.runtime.ErlangProcess;
import org.jbeam.term.Atom;
import org.jbeam.term.IntegerTerm;
import org.jbeam.term.SmallInt;
import org.jbeam.term.Term;
import org.jbeam.term.Tuple;
import org.jbeam.term.Tuple2;
import org.jbeam.term.Tuple3;

/** Clocks and calendars. The native time unit is the nanosecond. */
@BifModule("erlang")
public final class TimeBifs {
    private static final long YEAR_MIN = 1583;

    private static final long SECONDS_A_DAY = 86_400;
    private static final long DAYS_TO_MARCH_1_YEAR_0 = 719_468;

    private static final int FIRST_YEAR = 1902;

    private TimeBifs() {}

    /** {@code monotonic_time()}. */
    @Bif("monotonic_time")
    public static Term monotonicTime(ErlangProcess p) {
        return SmallInt.of(Clock.of(p).monotonic());
    }

    /** {@code monotonic_time(Unit)}. */
    @Bif("monotonic_time")
    public static Term monotonicTime(ErlangProcess p, Term unit) {
        return Clock.convert(Clock.of(p).monotonic(), unit);
    }

    /** {@code system_time()}. */
    @Bif("system_time")
    public static Term systemTime(ErlangProcess p) {
        return SmallInt.of(Clock.of(p).system());
    }

    /** {@code system_time(Unit)}. */
    @Bif("system_time")
    public static Term systemTime(ErlangProcess p, Term unit) {
        return Clock.convert(Clock.of(p).system(), unit);
    }

    /** {@code time_offset()}. */
    @Bif("time_offset")
    public static Term timeOffset(ErlangProcess p) {
        return SmallInt.of(Clock.of(p).offset());
    }

    /** {@code time_offset(Unit)}. */
    @Bif("time_offset")
    public static Term timeOffset(ErlangProcess p, Term unit) {
        return Clock.convert(Clock.of(p).offset(), unit);
    }

    /** {@code timestamp()}: {@code {MegaSecs, Secs, MicroSecs}}. */
    @Bif
    public static Term timestamp(ErlangProcess p) {
        return Clock.timestamp(Clock.of(p).system() / 1000);
    }

    /** {@code now()}: as {@link #timestamp}, but never the same twice. */
    @Bif
    public static Term now(ErlangProcess p) {
        return Clock.timestamp(Clock.of(p).uniqueMicros());
    }

    /** {@code unique_integer()}. */
    @Bif("unique_integer")
    public static Term uniqueInteger(ErlangProcess p) {
        return SmallInt.of(Long.MIN_VALUE / 16 + p.vm().nextUnique());
    }

    /** {@code unique_integer(Modifiers)}. */
    @Bif("unique_integer")
    public static Term uniqueInteger(ErlangProcess p, Term modifiers) {
        boolean positive = false;
        for (Term m : Args.list(modifiers)) {
            switch (Args.atom(m).name()) {
                case "positive" -> positive = true;
                case "monotonic" -> { }
                default -> throw BifException.badarg();
            }
        }
        long n = p.vm().nextUnique();
        return SmallInt.of(positive ? n + 1 : Long.MIN_VALUE / 16 + n);
    }

    // ---- calendars

    private static Tuple3 date(LocalDateTime t) {
        return Tuple.of(SmallInt.of(t.getYear()), SmallInt.of(t.getMonthValue()), SmallInt.of(t.getDayOfMonth()));
    }

    private static Tuple3 time(LocalDateTime t) {
        return Tuple.of(SmallInt.of(t.getHour()), SmallInt.of(t.getMinute()), SmallInt.of(t.getSecond()));
    }

    private static Term dateTime(LocalDateTime t) {
        return Tuple.of(date(t), time(t));
    }

    /** {@code date()}, local. */
    @Bif
    public static Term date() {
        return date(LocalDateTime.now());
    }

    /** {@code time()}, local. */
    @Bif
    public static Term time() {
        return time(LocalDateTime.now());
    }

    /** {@code localtime()}. */
    @Bif
    public static Term localtime() {
        return dateTime(LocalDateTime.now());
    }

    /** {@code universaltime()}. */
    @Bif
    public static Term universaltime() {
        return dateTime(LocalDateTime.now(ZoneOffset.UTC));
    }

    private static LocalDateTime dateTime(Term term) {
        if (!(term instanceof Tuple2 t) || !(t.e0() instanceof Tuple3 d) || !(t.e1() instanceof Tuple3 c)) {
            throw BifException.badarg();
        }
        try {
            return LocalDateTime.of((int) Args.integer(d.e0(), YEAR_MIN, 99999), (int) Args.integer(d.e1(), 1, 12),
                    (int) Args.integer(d.e2(), 1, 31), (int) Args.integer(c.e0(), 0, 23), (int) Args.integer(c.e1(), 0, 59),
                    (int) Args.integer(c.e2(), 0, 59));
        } catch (DateTimeException e) {
            throw BifException.badarg();
        }
    }

    /** The C library's rules of time zones begin with this year. */
    private static LocalDateTime known(LocalDateTime time) {
        if (time.getYear() < FIRST_YEAR) {
            throw BifException.badarg();
        }
        return time;
    }

    /** {@code universaltime_to_localtime(DateTime)}. */
    @Bif("universaltime_to_localtime")
    public static Term universaltimeToLocaltime(Term dateTime) {
        return dateTime(known(dateTime(dateTime)).atOffset(ZoneOffset.UTC).atZoneSameInstant(ZoneId.systemDefault()).toLocalDateTime());
    }

    /** {@code localtime_to_universaltime(DateTime, IsDst)}: {@code IsDst} is true, false or undefined. */
    @Bif("localtime_to_universaltime")
    public static Term localtimeToUniversaltime(Term dateTime, Term isDst) {
        Atom dst = Args.atom(isDst);
        if (dst != Atom.TRUE && dst != Atom.FALSE && dst != Atom.UNDEFINED) {
            throw BifException.badarg();
        }
        LocalDateTime local = known(dateTime(dateTime));
        ZoneId zone = ZoneId.systemDefault();
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        ZonedDateTime zoned = ZonedDateTime.of(local, zone);
        if (offsets.size() == 2 && dst != Atom.UNDEFINED) {
            zoned = dst == Atom.TRUE ? zoned.withEarlierOffsetAtOverlap() : zoned.withLaterOffsetAtOverlap();
        }
        boolean summer = zone.getRules().isDaylightSavings(zoned.toInstant());
        LocalDateTime utc = zoned.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
        if (dst == Atom.TRUE && !summer) {
            utc = utc.minusHours(1);
        } else if (dst == Atom.FALSE && summer) {
            utc = utc.plusHours(1);
        }
        return dateTime(utc);
    }

    /** {@code posixtime_to_universaltime(Seconds)}. */
    @Bif("posixtime_to_universaltime")
    public static Term posixtimeToUniversaltime(Term seconds) {
        if (!(seconds instanceof IntegerTerm)) {
            throw BifException.badarg();
        }
        return universal(Args.integer(seconds));
    }

    /**
     * The date by the day number alone, in integers that are cut off towards zero, as OTP has it: before the year 1 that is not always the day that a
     * calendar has.
     */
    private static Term universal(long posix) {
        long days = Math.floorDiv(posix, SECONDS_A_DAY) + DAYS_TO_MARCH_1_YEAR_0;
        int second = (int) Math.floorMod(posix, SECONDS_A_DAY);
        long year = (10_000 * days + 14_780) / 3_652_425;
        long ofYear = days - daysBefore(year);
        if (ofYear < 0) {
            year--;
            ofYear = days - daysBefore(year);
        }
        long month = (100 * ofYear + 52) / 3060;
        Term date = Tuple.of(SmallInt.of(year + (month + 2) / 12), SmallInt.of((month + 2) % 12 + 1),
                SmallInt.of(ofYear - (month * 306 + 5) / 10 + 1));
        return Tuple.of(date, Tuple.of(SmallInt.of(second / 3600), SmallInt.of(second / 60 % 60), SmallInt.of(second % 60)));
    }

    /** Days before March 1 of a year, counted from that of the year 0. */
    private static long daysBefore(long year) {
        return 365 * year + year / 4 - year / 100 + year / 400;
    }

    /** {@code universaltime_to_posixtime(DateTime)}. */
    @Bif("universaltime_to_posixtime")
    public static Term universaltimeToPosixtime(Term dateTime) {
        return SmallInt.of(dateTime(dateTime).toEpochSecond(ZoneOffset.UTC));
    }
}
