/// An installation on one machine: its servers, its services in this JVM or in ones of their own, and its REST interface.
@NullMarked
package dev.syncline.allinone.installation;

import org.jspecify.annotations.NullMarked;
