// How React Flow draws our nodes and lines. At module level: a new object would draw everything again.
import { GroupNode, StickyNode } from './drawn-nodes';
import { FlowEdge } from './flow-edge';
import { StepNode } from './step-node';

export const nodeTypes = { step: StepNode, sticky: StickyNode, group: GroupNode };
export const edgeTypes = { flow: FlowEdge };
