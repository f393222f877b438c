/** Another runtime for Erlang, built of four libraries. */
module com.example {
    requires org.jbeam.beamformat;
    requires org.jbeam.bitsyntax;
    requires org.jbeam.scheduler;
}
