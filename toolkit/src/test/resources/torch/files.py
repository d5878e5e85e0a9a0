import torch, collections, sys
d=sys.argv[1]
base=torch.arange(12,dtype=torch.float32).reshape(3,4)
state=collections.OrderedDict()
state['conv.weight']=torch.arange(8,dtype=torch.float32).reshape(1,2,2,2)/8-0.5
state['bn.running_var']=torch.tensor([1.5,2.5],dtype=torch.float64)
state['bn.num_batches_tracked']=torch.tensor(7)
state['turned']=base.t()
state['part']=base[1:,1:3]
state['half']=torch.tensor([0.5,-2.0],dtype=torch.float16)
state['bfloat']=torch.tensor([0.5,-3.0],dtype=torch.bfloat16)
state['bytes']=torch.tensor([0,255],dtype=torch.uint8)
state['mask']=torch.tensor([True,False])
state['large']=torch.tensor([2**40+1])
state['parameter']=torch.nn.Parameter(torch.tensor([3.0]))
torch.save(state,d+'/tensors.pt')
torch.save(state,d+'/tensors-legacy.pt',_use_new_zipfile_serialization=False)
net=torch.nn.Sequential(torch.nn.Linear(2,3),torch.nn.BatchNorm1d(3))
torch.manual_seed(4)
for p in net.parameters(): torch.nn.init.normal_(p)
ck={'state_dict':collections.OrderedDict(('module.'+k,v) for k,v in net.state_dict().items()),'epoch':12,'best':0.9,'name':'checkpoint','parts':[torch.tensor([1.,2.]),None,True]}
torch.save(ck,d+'/checkpoint.pt')
torch.save(ck,d+'/checkpoint-legacy.pt',_use_new_zipfile_serialization=False)
torch.save(net,d+'/whole-network.pt')
