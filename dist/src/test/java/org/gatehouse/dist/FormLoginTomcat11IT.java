package org.gatehouse.dist;

/** Tomcat 11.0. */
final class FormLoginTomcat11IT extends FormLoginContract {
    FormLoginTomcat11IT() {
        super(System.getProperty("gatehouse.tomcat11"));
    }
}
