/** The BIFs, built-in NIFs and port drivers. */
package org.jbeam.natives;
