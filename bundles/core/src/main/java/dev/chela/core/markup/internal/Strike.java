package dev.chela.core.markup.internal;

import org.commonmark.node.CustomNode;
import org.commonmark.node.Delimited;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.commonmark.parser.delimiter.DelimiterRun;

/** Text struck out by {@code ~~}: not in CommonMark, and models write it all the same (GitHub Flavored Markdown, 6.5). */
final class Strike extends CustomNode implements Delimited {
    @Override
    public String getOpeningDelimiter() {
        return "~~";
    }

    @Override
    public String getClosingDelimiter() {
        return "~~";
    }

    static final class Tildes implements DelimiterProcessor {
        @Override
        public char getOpeningCharacter() {
            return '~';
        }

        @Override
        public char getClosingCharacter() {
            return '~';
        }

        @Override
        public int getMinLength() {
            return 2;
        }

        @Override
        public int process(DelimiterRun opening, DelimiterRun closing) {
            if (opening.length() != 2 || closing.length() != 2) {
                return 0;
            }
            Text opener = opening.getOpener();
            Strike strike = new Strike();
            Node inside = opener.getNext();
            while (inside != null && inside != closing.getCloser()) {
                Node next = inside.getNext();
                strike.appendChild(inside);
                inside = next;
            }
            opener.insertAfter(strike);
            return 2;
        }
    }
}
