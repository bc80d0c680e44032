import { describe, expect, it } from 'vitest';
import { sniffTable } from '#main/corpora/tables/sniff';

describe('sniffTable', () => {
  it.each([
    ['commas in semicolon cells', 'a;b\n1,5;2,5\n"x;y";3,1\n', ';', ['a', 'b']],
    ['semicolons in comma cells', 'id,text\n1,one; two; three\n2,"four, five"\n', ',', ['id', 'text']],
    ['a header alone', 'id\ttext\n', '\t', ['id', 'text']],
    ['quoted line breaks', 'id,text\n1,"one\ntwo, three"\n2,four\n', ',', ['id', 'text']],
    ['quotes that mean nothing', 'id,text\n1,"one\n2,two\n3,three\n4,four\n', ',', ['id', 'text']],
    ['one broken row among many', `id,text\n${'1,2\n'.repeat(9)}1,2,3\n`, ',', ['id', 'text']],
  ])('%s', (_name, head, delimiter, columns) => {
    expect(sniffTable(head)).toEqual({ delimiter, columns });
  });

  it.each([
    ['prose', 'Dear reader, this is prose, as it is written.\nIt has commas, but no columns.\nNone.\n'],
    ['a readme', '# Title, with comma\n\nSome text, more text\n'],
    ['JSON', '{"a": 1, "b": 2}\n'],
    ['binary', 'PK\u0003\u0004\0,\0,\0\n'],
    ['nothing', ''],
    ['one column', 'text\none\ntwo\n'],
  ])('sees no table in %s', (_name, head) => {
    expect(sniffTable(head)).toBeNull();
  });
});
