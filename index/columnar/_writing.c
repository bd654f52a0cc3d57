/* The loops that write segments. Each function is what its namesake in plain_writing.py is, faster; see there for what
   it takes and gives. Arrays come as buffers; what comes out is made here. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define REVISION 2 /* as in plain_writing.py */
#define MAX_BUFFERS 8

/* The arrays of one call, held until `let_go`. */
typedef struct {
    Py_buffer held[MAX_BUFFERS];
    int count;
    int failed;
} Arrays;

static const void *array(Arrays *arrays, PyObject *from, Py_ssize_t width, Py_ssize_t *items)
{
    Py_buffer *view = &arrays->held[arrays->count];
    *items = 0;
    if (arrays->failed || PyObject_GetBuffer(from, view, PyBUF_SIMPLE) < 0) {
        arrays->failed = 1;
        return NULL;
    }
    arrays->count++;
    *items = view->len / width;
    return view->buf;
}

static void let_go(Arrays *arrays)
{
    while (arrays->count > 0) PyBuffer_Release(&arrays->held[--arrays->count]);
}

static PyObject *outside(void)
{
    PyErr_SetString(PyExc_IndexError, "a number leads outside of its array");
    return NULL;
}

static int takes(const char *name, Py_ssize_t arguments, Py_ssize_t count)
{
    if (count != arguments) PyErr_Format(PyExc_TypeError, "%s takes %zd arguments, not %zd", name, arguments, count);
    return count == arguments;
}

/* Memory that grows as it is filled. */
typedef struct {
    char *content;
    size_t size, room;
} Heap;

/* Room for some more bytes, NULL without memory. */
static void *more(Heap *heap, size_t bytes)
{
    if (!heap->content || heap->room - heap->size < bytes) {
        size_t room = heap->room * 2 > heap->size + bytes ? heap->room * 2 : heap->size + bytes + 4096;
        char *content = PyMem_Realloc(heap->content, room);
        if (!content) {
            PyErr_NoMemory();
            return NULL;
        }
        heap->content = content;
        heap->room = room;
    }
    heap->size += bytes;
    return heap->content + heap->size - bytes;
}

static PyObject *as_bytes(const Heap *heap)
{
    return PyBytes_FromStringAndSize(heap->content ? heap->content : "", heap->size);
}

/* cut(texts, languages). A piece is known by its language and its bytes: those of ASCII one a letter, those of others
   four, so that no two kinds are ever alike. */
typedef struct {
    size_t at, size;
    int64_t language;
    int width;
} Piece;

typedef struct {
    uint32_t hash;
    int32_t number; /* of the piece, counted from one; zero is a free slot */
} Slot;

typedef struct {
    Slot *slots;
    size_t mask;
    Heap pieces, content, numbers, counts;
} Cutting;

static uint32_t hash_of(const char *key, size_t size, int64_t language) /* FNV-1a */
{
    uint64_t hash = 0xcbf29ce484222325u ^ (uint64_t)language;
    for (size_t i = 0; i < size; i++) hash = (hash ^ (uint8_t)key[i]) * 0x100000001b3u;
    return (uint32_t)(hash ^ hash >> 32);
}

static int spread(Cutting *cutting, size_t slots)
{
    Slot *wider = PyMem_Calloc(slots, sizeof(Slot));
    if (!wider) return PyErr_NoMemory(), -1;
    for (size_t i = 0; cutting->slots && i <= cutting->mask; i++) {
        size_t at = cutting->slots[i].hash & (slots - 1);
        if (!cutting->slots[i].number) continue;
        while (wider[at].number) at = (at + 1) & (slots - 1);
        wider[at] = cutting->slots[i];
    }
    PyMem_Free(cutting->slots);
    cutting->slots = wider;
    cutting->mask = slots - 1;
    return 0;
}

static int is_piece(const Cutting *cutting, int32_t number, const char *key, size_t size, int64_t language)
{
    const Piece *piece = (const Piece *)cutting->pieces.content + number;
    return piece->size == size && piece->language == language &&
           memcmp(cutting->content.content + piece->at, key, size) == 0;
}

/* Notes a piece of the text; a new one gets the next number. */
static int note(Cutting *cutting, const char *key, size_t size, int64_t language, int width)
{
    uint32_t hash = hash_of(key, size, language);
    size_t known = cutting->pieces.size / sizeof(Piece), at = hash & cutting->mask;
    for (; cutting->slots[at].number; at = (at + 1) & cutting->mask)
        if (cutting->slots[at].hash == hash && is_piece(cutting, cutting->slots[at].number - 1, key, size, language))
            break;
    int32_t number = cutting->slots[at].number;
    if (!number) {
        Piece *piece = more(&cutting->pieces, sizeof(Piece));
        char *copy = piece ? more(&cutting->content, size) : NULL;
        if (!copy) return -1;
        memcpy(copy, key, size);
        *piece = (Piece){copy - cutting->content.content, size, language, width};
        cutting->slots[at] = (Slot){hash, number = (int32_t)known + 1};
        if (known > cutting->mask / 2 && spread(cutting, 2 * (cutting->mask + 1)) < 0) return -1;
    }
    int32_t *next = more(&cutting->numbers, sizeof(int32_t));
    if (next) *next = number - 1;
    return next ? 0 : -1;
}

static inline int is_letter(char sign) { return (uint8_t)((sign | 32) - 'a') < 26; }
static inline int is_digit(char sign) { return (uint8_t)(sign - '0') < 10; }

/* The ends of words of ASCII as `index.analysis` finds them, 0 where none of the kind begins: U.S. */
static size_t abbreviation(const char *text, size_t at, size_t size)
{
    size_t end = at + 1;
    if (!is_letter(text[at])) return 0;
    while (end + 1 < size && text[end] == '.' && is_letter(text[end + 1])) end += 2;
    if (end < size && is_letter(text[end])) end = end > at + 1 ? end - 2 : end; /* the last letter begins a word */
    else if (end > at + 1 && end < size && text[end] == '.') end++;
    return end > at + 1 ? end : 0;
}

/* 10,000 and 3.5 */
static size_t numeral(const char *text, size_t at, size_t size)
{
    size_t end = at;
    if (!is_digit(text[at])) return 0;
    while (end < size && (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') && end + 1 < size &&
                                                  is_digit(text[end + 1]))))
        end++;
    return end < size && is_letter(text[end]) ? 0 : end;
}

/* Russia's, F16 */
static size_t plain_word(const char *text, size_t at, size_t size)
{
    while (at < size && (is_letter(text[at]) || is_digit(text[at]))) at++;
    while (at + 1 < size && text[at] == '\'' && is_letter(text[at + 1]))
        for (at++; at < size && is_letter(text[at]);) at++;
    return at;
}

static int cut_ascii(Cutting *cutting, const char *text, size_t size, int64_t language)
{
    for (size_t at = 0, end; at < size; at = end) {
        if (!is_letter(text[at]) && !is_digit(text[at])) {
            end = at + 1;
            continue;
        }
        if (!(end = abbreviation(text, at, size)) && !(end = numeral(text, at, size))) end = plain_word(text, at, size);
        if (note(cutting, text + at, end - at, language, 1) < 0) return -1;
    }
    return 0;
}

/* Pieces of other signs are left whole; those of ASCII between them are cut. */
static int cut_others(Cutting *cutting, PyObject *text, int64_t language, Heap *piece)
{
    int kind = PyUnicode_KIND(text);
    const void *signs = PyUnicode_DATA(text);
    Py_ssize_t size = PyUnicode_GET_LENGTH(text);
    for (Py_ssize_t start = 0, end; start < size; start = end + 1) {
        Py_UCS4 all = 0;
        for (end = start; end < size && !Py_UNICODE_ISSPACE(PyUnicode_READ(kind, signs, end)); end++)
            all |= PyUnicode_READ(kind, signs, end);
        piece->size = 0;
        Py_UCS4 *wide = more(piece, (end - start) * sizeof(Py_UCS4));
        char *narrow = (char *)wide;
        if (!wide) return -1;
        for (Py_ssize_t i = start; i < end; i++) {
            if (all < 128) narrow[i - start] = (char)PyUnicode_READ(kind, signs, i);
            else wide[i - start] = PyUnicode_READ(kind, signs, i);
        }
        if (all < 128 ? cut_ascii(cutting, narrow, end - start, language)
                      : note(cutting, (char *)wide, piece->size, language, sizeof(Py_UCS4)))
            return -1;
    }
    return 0;
}

static int cut_text(Cutting *cutting, PyObject *text, PyObject *of_language, Heap *piece)
{
    int64_t language = PyLong_AsLongLong(of_language);
    size_t before = cutting->numbers.size;
    if (language == -1 && PyErr_Occurred()) return -1;
    if (!PyUnicode_Check(text)) return PyErr_SetString(PyExc_TypeError, "a text must be a str"), -1;
    if (PyUnicode_IS_ASCII(text)
            ? cut_ascii(cutting, PyUnicode_DATA(text), PyUnicode_GET_LENGTH(text), language)
            : cut_others(cutting, text, language, piece))
        return -1;
    if (cutting->numbers.size / sizeof(int32_t) > INT32_MAX)
        return PyErr_SetString(PyExc_OverflowError, "too many words for one segment"), -1;
    uint32_t *count = more(&cutting->counts, sizeof(uint32_t));
    if (count) *count = (uint32_t)((cutting->numbers.size - before) / sizeof(int32_t));
    return count ? 0 : -1;
}

/* The pieces as strings, and their languages. */
static PyObject *pieces_of(const Cutting *cutting)
{
    Py_ssize_t size = cutting->pieces.size / sizeof(Piece);
    PyObject *pieces = PyList_New(size), *languages = PyList_New(size);
    for (Py_ssize_t i = 0; pieces && languages && i < size; i++) {
        const Piece *piece = (const Piece *)cutting->pieces.content + i;
        const char *content = cutting->content.content + piece->at;
        PyObject *string = PyUnicode_FromKindAndData(piece->width, content, piece->size / piece->width);
        PyObject *language = PyLong_FromLongLong(piece->language);
        if (string) PyList_SET_ITEM(pieces, i, string);
        if (language) PyList_SET_ITEM(languages, i, language);
        if (!string || !language) Py_CLEAR(pieces);
    }
    PyObject *both = pieces && languages ? PyTuple_Pack(2, pieces, languages) : NULL;
    Py_XDECREF(pieces);
    Py_XDECREF(languages);
    return both;
}

static PyObject *cut(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    if (!takes("cut", 2, count)) return NULL;
    PyObject *texts = values[0], *languages = values[1], *found = NULL;
    if (!PyList_Check(texts) || !PyList_Check(languages) || PyList_GET_SIZE(texts) != PyList_GET_SIZE(languages)) {
        PyErr_SetString(PyExc_TypeError, "cut takes two lists of one size");
        return NULL;
    }
    Cutting cutting = {0};
    Heap piece = {0};
    int failed = spread(&cutting, 1 << 12);
    for (Py_ssize_t i = 0; !failed && i < PyList_GET_SIZE(texts); i++)
        failed = cut_text(&cutting, PyList_GET_ITEM(texts, i), PyList_GET_ITEM(languages, i), &piece);
    if (!failed) {
        PyObject *pieces = pieces_of(&cutting);
        if (pieces) found = Py_BuildValue("(NNN)", pieces, as_bytes(&cutting.numbers), as_bytes(&cutting.counts));
    }
    PyMem_Free(cutting.slots);
    PyMem_Free(cutting.pieces.content);
    PyMem_Free(cutting.content.content);
    PyMem_Free(cutting.numbers.content);
    PyMem_Free(cutting.counts.content);
    PyMem_Free(piece.content);
    return found;
}

/* folded(words) */
#define MAX_TERM_LENGTH 64 /* as in index.analysis */

static inline char lower(char sign) { return is_letter(sign) ? sign | 32 : sign; }

/* Writes the exact term of a word of ASCII; how long it is, 0 where this is left to `index.analysis`. */
static Py_ssize_t fold(const char *word, Py_ssize_t size, char *out)
{
    Py_ssize_t length = 0;
    for (Py_ssize_t i = 0; i < size; i++) {
        char sign = word[i];
        int is_kept = is_letter(sign) || is_digit(sign);
        if (!is_kept) {
            if (sign != '.' && sign != ',' && sign != '\'') return 0;
            if (sign == '\'' && i + 2 == size && lower(word[i + 1]) == 's') break;
            is_kept = sign != ',' && i + 1 < size && is_digit(word[i + 1]);
        }
        if (is_kept && length < MAX_TERM_LENGTH) out[length++] = lower(sign);
    }
    return length;
}

static PyObject *folded(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    if (!takes("folded", 1, count)) return NULL;
    if (!PyList_Check(values[0])) return PyErr_SetString(PyExc_TypeError, "folded takes a list"), NULL;
    PyObject *terms = PyList_New(PyList_GET_SIZE(values[0]));
    char term[MAX_TERM_LENGTH];
    for (Py_ssize_t i = 0; terms && i < PyList_GET_SIZE(terms); i++) {
        PyObject *word = PyList_GET_ITEM(values[0], i);
        int is_ascii = PyUnicode_Check(word) && PyUnicode_IS_ASCII(word);
        Py_ssize_t length = is_ascii ? fold(PyUnicode_DATA(word), PyUnicode_GET_LENGTH(word), term) : 0;
        PyObject *made = length ? PyUnicode_FromKindAndData(PyUnicode_1BYTE_KIND, term, length) : Py_NewRef(Py_None);
        if (made) PyList_SET_ITEM(terms, i, made);
        else Py_CLEAR(terms);
    }
    return terms;
}

/* inverted(words, counts, first, terms, size, has_positions) */
typedef struct {
    uint32_t document, position;
} Place;

typedef struct {
    const int32_t *words;
    const uint32_t *counts, *first, *terms;
    Py_ssize_t occurrences, documents, rows, entries, size;
    uint64_t *ends;     /* of each term: where its places end */
    Place *places;
    uint32_t *lengths;  /* terms of each document */
} Inversion;

/* What a list holds, and the codes of its widths; see `index.columnar.lists`. */
typedef struct {
    uint32_t documents;
    int gaps, frequencies, positions;
} Shape;

static const uint8_t WIDTHS[] = {0, 1, 2, 4};

static int code_of(uint32_t largest) { return largest <= 1 ? 0 : largest <= 0xFF ? 1 : largest <= 0xFFFF ? 2 : 3; }

static inline char *put(char *at, uint32_t number, int code)
{
    uint16_t two = (uint16_t)number;
    if (code == 1) *at = (char)number;
    else if (code == 2) memcpy(at, &two, 2);
    else if (code == 3) memcpy(at, &number, 4);
    return at + WIDTHS[code];
}

static int is_sound(const Inversion *all)
{
    uint64_t words = 0;
    for (Py_ssize_t d = 0; d < all->documents; d++) words += all->counts[d];
    if (words != (uint64_t)all->occurrences || all->rows < 0 || all->first[all->rows] > all->entries) return 0;
    for (Py_ssize_t row = 0; row < all->rows; row++)
        if (all->first[row] > all->first[row + 1]) return 0;
    for (Py_ssize_t at = 0; at < all->entries; at++)
        if (all->terms[at] >= all->size) return 0;
    return 1;
}

/* Counts the places of each term, so that each has its room; -1 where a number leads outside. */
static int counted(Inversion *all)
{
    uint64_t sum = 0;
    for (Py_ssize_t i = 0; i < all->occurrences; i++) {
        int32_t word = all->words[i];
        if (word < 0 || word >= all->rows) return -1;
        for (uint32_t at = all->first[word]; at < all->first[word + 1]; at++) all->ends[all->terms[at]]++;
    }
    for (Py_ssize_t term = 0; term < all->size; term++) {
        uint64_t places = all->ends[term];
        all->ends[term] = sum; /* where they begin, as long as none is put there */
        sum += places;
    }
    all->places = PyMem_Malloc(sum * sizeof(Place) + 1);
    return 0;
}

/* Puts each place to its term: they come in order of documents and positions. */
static void gathered(Inversion *all)
{
    const int32_t *word = all->words;
    for (Py_ssize_t d = 0; d < all->documents; d++) {
        for (uint32_t position = 0; position < all->counts[d]; position++, word++) {
            uint32_t last = all->first[*word + 1];
            for (uint32_t at = all->first[*word]; at < last; at++, all->lengths[d]++)
                all->places[all->ends[all->terms[at]]++] = (Place){(uint32_t)d, position};
        }
    }
}

static uint64_t begin_of(const Inversion *all, Py_ssize_t term) { return term ? all->ends[term - 1] : 0; }

static Shape shape_of(const Place *place, const Place *end, int has_positions)
{
    Shape shape = {0, 1, 0, 0};
    uint32_t gap = 0, frequency = 0, position = 0;
    for (uint32_t before = 0; place < end;) {
        const Place *first = place;
        if (first->document - before > gap) gap = first->document - before;
        for (before = first->document; place < end && place->document == before; place++)
            if (place->position > position) position = place->position;
        if (place - first > frequency) frequency = (uint32_t)(place - first);
        shape.documents++;
    }
    if (code_of(gap) > 1) shape.gaps = code_of(gap);
    shape.frequencies = code_of(frequency);
    if (has_positions) shape.positions = position <= 1 ? 1 : code_of(position);
    return shape;
}

static size_t bytes_of(Shape shape, uint64_t places)
{
    return (size_t)shape.documents * (WIDTHS[shape.gaps] + WIDTHS[shape.frequencies]) + places * WIDTHS[shape.positions];
}

static char *packed(char *gaps, const Place *place, const Place *end, Shape shape)
{
    char *frequencies = gaps + (size_t)shape.documents * WIDTHS[shape.gaps];
    char *positions = frequencies + (size_t)shape.documents * WIDTHS[shape.frequencies];
    for (uint32_t before = 0; place < end;) {
        const Place *first = place;
        gaps = put(gaps, first->document - before, shape.gaps);
        for (before = first->document; place < end && place->document == before; place++)
            positions = put(positions, place->position, shape.positions);
        frequencies = put(frequencies, (uint32_t)(place - first), shape.frequencies);
    }
    return positions;
}

/* The lists of the terms that have one: their terms, counts of documents, codes, sizes and bytes. */
static PyObject *lists_of(const Inversion *all, int has_positions)
{
    Heap terms = {0}, counts = {0}, codes = {0}, sizes = {0}, content = {0};
    int failed = 0;
    for (Py_ssize_t term = 0; !failed && term < all->size; term++) {
        const Place *place = all->places + begin_of(all, term), *end = all->places + all->ends[term];
        if (place == end) continue;
        Shape shape = shape_of(place, end, has_positions);
        int64_t bytes = (int64_t)bytes_of(shape, end - place);
        uint32_t *number = more(&terms, sizeof(uint32_t)), *documents = more(&counts, sizeof(uint32_t));
        uint8_t *code = more(&codes, 1);
        int64_t *size = more(&sizes, sizeof(int64_t));
        char *room = more(&content, bytes);
        failed = !number || !documents || !code || !size || !room;
        if (failed) break;
        *number = (uint32_t)term;
        *documents = shape.documents;
        *code = (uint8_t)(shape.gaps | shape.frequencies << 2 | shape.positions << 4);
        *size = bytes;
        packed(room, place, end, shape);
    }
    PyObject *found = failed ? NULL : Py_BuildValue("(NNNNN)", as_bytes(&terms), as_bytes(&counts), as_bytes(&codes),
                                                    as_bytes(&sizes), as_bytes(&content));
    PyMem_Free(terms.content);
    PyMem_Free(counts.content);
    PyMem_Free(codes.content);
    PyMem_Free(sizes.content);
    PyMem_Free(content.content);
    return found;
}

static PyObject *inverted(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    if (!takes("inverted", 6, count)) return NULL;
    Arrays arrays = {0};
    Inversion all = {0};
    all.words = array(&arrays, values[0], sizeof(int32_t), &all.occurrences);
    all.counts = array(&arrays, values[1], sizeof(uint32_t), &all.documents);
    all.first = array(&arrays, values[2], sizeof(uint32_t), &all.rows);
    all.terms = array(&arrays, values[3], sizeof(uint32_t), &all.entries);
    all.rows--;
    all.size = PyLong_AsSsize_t(values[4]);
    int has_positions = PyObject_IsTrue(values[5]);
    PyObject *found = NULL, *lists = NULL;
    if (!PyErr_Occurred()) {
        all.ends = PyMem_Calloc(all.size > 0 ? all.size : 1, sizeof(uint64_t));
        all.lengths = PyMem_Calloc(all.documents ? all.documents : 1, sizeof(uint32_t));
        if (!all.ends || !all.lengths) PyErr_NoMemory();
        else if (!is_sound(&all) || counted(&all) < 0) outside();
        else if (!all.places) PyErr_NoMemory();
        else {
            gathered(&all);
            lists = lists_of(&all, has_positions);
        }
    }
    if (lists)
        found = Py_BuildValue("(Ny#)", lists, (char *)all.lengths, (Py_ssize_t)(all.documents * sizeof(uint32_t)));
    PyMem_Free(all.ends);
    PyMem_Free(all.lengths);
    PyMem_Free(all.places);
    let_go(&arrays);
    return found;
}

/* ranked(strings). The first eight bytes as a number decide most comparisons. */
typedef struct {
    uint64_t head;
    const char *text;
    Py_ssize_t size;
    size_t place;
} Key;

static uint64_t head_of(const char *text, Py_ssize_t size)
{
    uint64_t head = 0;
    for (Py_ssize_t i = 0; i < 8; i++) head = head << 8 | (i < size ? (uint8_t)text[i] : 0);
    return head;
}

static int in_order(const void *one, const void *other)
{
    const Key *a = one, *b = other;
    if (a->head != b->head) return a->head < b->head ? -1 : 1;
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);
    return order ? order : (a->size > b->size) - (a->size < b->size);
}

/* Sorts keys: first into heaps by their first two bytes, then each heap. Gives the heaps, which the caller frees. */
static Key *sorted(const Key *keys, size_t count)
{
    size_t *ends = PyMem_Calloc((1 << 16) + 1, sizeof(size_t));
    Key *heaps = PyMem_Malloc(count * sizeof(Key) + 1);
    if (ends && heaps) {
        for (size_t i = 0; i < count; i++) ends[(keys[i].head >> 48) + 1]++;
        for (size_t i = 0; i < 1 << 16; i++) ends[i + 1] += ends[i];
        for (size_t i = 0; i < count; i++) heaps[ends[keys[i].head >> 48]++] = keys[i];
        for (size_t i = 0, first = 0; i < 1 << 16; first = ends[i++])
            if (ends[i] - first > 1) qsort(heaps + first, ends[i] - first, sizeof(Key), in_order);
    } else {
        PyMem_Free(heaps);
        heaps = NULL;
        PyErr_NoMemory();
    }
    PyMem_Free(ends);
    return heaps;
}

/* The table of keys in order, each once, and the number of each key's string in it. */
static PyObject *table_of(const Key *keys, Py_ssize_t count)
{
    Heap content = {0}, offsets = {0}, numbers = {0};
    uint32_t *of_place = more(&numbers, count * sizeof(uint32_t)), *offset = of_place;
    for (Py_ssize_t i = 0; offset && i < count; i++) {
        if (!i || in_order(&keys[i - 1], &keys[i])) {
            if ((offset = more(&offsets, sizeof(uint32_t)))) *offset = (uint32_t)content.size;
            char *room = more(&content, keys[i].size + 1);
            if (!room) break;
            memcpy(room, keys[i].text, keys[i].size);
            room[keys[i].size] = 0;
        }
        of_place[keys[i].place] = (uint32_t)(offsets.size / sizeof(uint32_t) - 1);
    }
    if (offset && (offset = more(&offsets, sizeof(uint32_t)))) *offset = (uint32_t)content.size;
    if (content.size > UINT32_MAX) PyErr_SetString(PyExc_OverflowError, "too many strings for one table");
    PyObject *found = NULL;
    if (!PyErr_Occurred())
        found = Py_BuildValue("(NNN)", as_bytes(&content), as_bytes(&offsets), as_bytes(&numbers));
    PyMem_Free(content.content);
    PyMem_Free(offsets.content);
    PyMem_Free(numbers.content);
    return found;
}

static PyObject *ranked(PyObject *self, PyObject *const *values, Py_ssize_t count)
{
    if (!takes("ranked", 1, count)) return NULL;
    if (!PyList_Check(values[0])) return PyErr_SetString(PyExc_TypeError, "ranked takes a list"), NULL;
    Py_ssize_t size = PyList_GET_SIZE(values[0]);
    Key *keys = PyMem_Malloc(size * sizeof(Key) + 1);
    PyObject *found = NULL;
    if (!keys) return PyErr_NoMemory();
    for (Py_ssize_t i = 0; i < size && !PyErr_Occurred(); i++) {
        keys[i].text = PyUnicode_AsUTF8AndSize(PyList_GET_ITEM(values[0], i), &keys[i].size);
        keys[i].place = i;
        if (keys[i].text) keys[i].head = head_of(keys[i].text, keys[i].size);
    }
    Key *in_turn = PyErr_Occurred() ? NULL : sorted(keys, size);
    if (in_turn) found = table_of(in_turn, size);
    PyMem_Free(in_turn);
    PyMem_Free(keys);
    return found;
}

#define ENTRY(name) {#name, (PyCFunction)(void (*)(void))name, METH_FASTCALL, NULL}

static PyMethodDef methods[] = {ENTRY(cut), ENTRY(folded), ENTRY(inverted), ENTRY(ranked), {NULL, NULL, 0, NULL}};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_writing", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__writing(void)
{
    PyObject *created = PyModule_Create(&module);
    if (created && PyModule_AddIntConstant(created, "REVISION", REVISION) < 0) Py_CLEAR(created);
    return created;
}
