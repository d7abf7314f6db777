package org.gatehouse.dist;

/** Tomcat 10.1. */
final class FormLoginTomcat10IT extends FormLoginContract {
    FormLoginTomcat10IT() {
        super(System.getProperty("gatehouse.tomcat10"));
    }
}
