import controls from '../../controls/controls.module.css';
import { parseExpression } from '../expression/parse-expression';
import { Row, TextField } from './fields';
import type { TabProps } from './panel-editor';

/** Values worked out of what was logged. */
export function ExpressionsTab({ draft, set, onInvalid }: TabProps) {
  const field = (label: string, option: 'yExpression' | 'xExpression', placeholder: string) => {
    const text = draft[option];
    const parsed = text === undefined ? null : parseExpression(text);
    const problem = parsed && !parsed.ok ? `${parsed.problem} (character ${parsed.at + 1})` : null;
    return (
      <Row label={label}>
        <TextField
          label={label}
          mono
          placeholder={placeholder}
          value={text}
          problem={problem}
          onChange={(next) => {
            onInvalid(label, next !== undefined && !parseExpression(next).ok);
            set({ [option]: next });
          }}
        />
      </Row>
    );
  };
  return (
    <>
      {field('Y expression', 'yExpression', '1 - ${val/acc}')}
      {field('X expression', 'xExpression', '${epoch} * 100')}
      <p className={controls.hint}>
        Keys as they are or in <code>{'${…}'}</code>, <code>config:lr</code>, <code>summary:best</code>, + − * / % **, and abs, sqrt, log,
        log2, log10, exp, min, max. A point stands where all keys were logged in one row. Such a panel draws single runs; where a line is
        condensed, the last values of each stretch are used.
      </p>
    </>
  );
}
