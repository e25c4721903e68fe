package dev.chela.itests.powercut;

/** Of a file's content, in the order in which they returned. */
sealed interface Change {
    void apply(Image image);

    /** How long the file is afterwards that had a length. */
    int length(int before);

    record Write(int at, byte[] bytes) implements Change {
        @Override
        public void apply(Image image) {
            image.write(at, bytes, 0, bytes.length);
        }

        @Override
        public int length(int before) {
            return Math.max(before, at + bytes.length);
        }

        int end() {
            return at + bytes.length;
        }

        /** The part of it that lies in one block. */
        void apply(Image image, int block, int size) {
            int from = Math.max(at, block * size);
            int to = Math.min(end(), (block + 1) * size);
            image.write(from, bytes, from - at, to - from);
        }
    }

    record Resize(int to) implements Change {
        @Override
        public void apply(Image image) {
            image.resize(to);
        }

        @Override
        public int length(int before) {
            return to;
        }
    }
}
