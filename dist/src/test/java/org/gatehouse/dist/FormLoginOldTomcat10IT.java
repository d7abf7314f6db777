package org.gatehouse.dist;

/** Tomcat 10.1.41, whose form has other methods than that of later ones. */
final class FormLoginOldTomcat10IT extends FormLoginContract {
    FormLoginOldTomcat10IT() {
        super(System.getProperty("gatehouse.tomcat10.old"));
    }
}
