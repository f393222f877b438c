/** Uses one library of jbeam, as a module. */
module com.example {
    requires org.jbeam.vm;
}
